"""A holder as strangers see one: of a person's name the first and the last sign; an organisation's is public."""

from zhengwu.statute.identifiers import citizen_id

PERSON = "natural_person"


def masked(name: str, kind: str) -> str:
    """The name of a holder, masked where it is a person's."""
    if kind != PERSON or not name:
        return name
    return name[0] + "*" if len(name) <= 2 else name[0] + "*" * (len(name) - 2) + name[-1]


def masked_code(code: str, kind: str) -> str:
    """The number of a holder, masked where it is a person's."""
    return citizen_id.mask(code) if kind == PERSON else code

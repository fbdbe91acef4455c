"""The closed list of placeholders, read once from `vocabulary.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from zhengwu.statute.letters.model import Field

KINDS = ("text", "date", "days", "money")
ALWAYS = ("body", "document_number", "issued_on")  # of the head and the signature: every letter has them


@cache
def vocabulary() -> Mapping[str, Field]:
    """Every placeholder by its key, in the order of the file. ValueError if the file itself is wrong."""
    raw = tomllib.loads(resources.files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))
    fields: dict[str, Field] = {}
    for entry in raw["field"]:
        field = Field(**entry)
        if field.key in fields or field.kind not in KINDS:
            raise ValueError(f"vocabulary.toml: {field.key} stands twice or has no known kind ({field.kind})")
        fields[field.key] = field
    return MappingProxyType(fields)


def examples() -> dict[str, str]:
    """An example value for every placeholder: what a preview shows."""
    return {field.key: field.example for field in vocabulary().values()}

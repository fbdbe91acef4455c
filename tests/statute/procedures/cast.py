"""The people of these tests, and short ways to tell what they do."""

from datetime import date

from zhengwu.statute.calendar import national
from zhengwu.statute.procedures import Event, Refused, follow, procedure

CALENDAR = national()
REQUEST = procedure("information_request")
D = date.fromisoformat


def events(*told):
    """Events from tuples: key, day, and what it says."""
    return [Event(key, D(on), says=dict(*says)) for key, on, *says in told]


def case_of(*told, of=REQUEST):
    """The case that these events make; they must follow from one another."""
    case, refused = follow(of, events(*told), CALENDAR)
    assert refused is None, (len(case.events), refused)
    return case


def refusal_of(*told, of=REQUEST):
    """The code with which the last of these events is refused, and the field that is wrong."""
    case, refused = follow(of, events(*told), CALENDAR)
    assert isinstance(refused, Refused)
    assert len(case.events) == len(told) - 1, refused
    assert refused.reason.zh
    assert refused.reason.en
    return refused.code, refused.field

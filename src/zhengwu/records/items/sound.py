"""Whether a record may be on file, and whether it may be published: said as a Trouble that names the element."""

from zhengwu.records.troubles import Words, invalid
from zhengwu.statute.catalogue import Record
from zhengwu.statute.catalogue.lint import broken
from zhengwu.statute.catalogue.written import Unreadable, as_json, record_from

NAME = 300
ADVICE = Words("请补充或改正后再保存。", "Complete or correct it, then save again.")


def check(record: Record, *, published: bool = False) -> None:
    """Raises Trouble (invalid) for the first element that cannot be; `published` wants it to be workable too."""
    try:
        record_from(as_json(record))
    except Unreadable as unreadable:
        fault = unreadable.faults[0]
        raise invalid("bad_element", fault.zh, fault.en, where=fault.path, advice=ADVICE) from None
    if not record.name.strip() or len(record.name) > NAME:
        raise invalid("bad_element", f"请写事项名称，至多{NAME}字。", f"A name of at most {NAME} signs.", where="name")
    for found in broken(record) if published else ():
        raise invalid("broken_element", found.zh, found.en, where=found.path, advice=ADVICE)

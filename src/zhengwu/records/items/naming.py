"""The code by which a body knows an item: what the record bears, else one that is built."""

from zhengwu.records.items.models import Item
from zhengwu.records.organs.models import Body
from zhengwu.statute.catalogue import Record


def code_for(body: Body, record: Record) -> str:
    """The handling item's code, else the implementation code, else the local one, else the next number of the body."""
    for said in (record.handle_code, record.task_code, record.local_code):
        if said.strip():
            return said.strip()[:50]
    number = Item.objects.filter(body=body).count() + 1
    while Item.objects.filter(body=body, code=f"{body.number_prefix}-{number:05d}").exists():
        number += 1
    return f"{body.number_prefix}-{number:05d}"

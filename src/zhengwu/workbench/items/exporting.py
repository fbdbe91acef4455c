"""One item as a file for other systems: the record of the version that is shown."""

import orjson
from django.http import HttpResponse

from zhengwu.records.documents.actions import Copy
from zhengwu.statute.catalogue.written import as_json
from zhengwu.ui.doors import staff
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.items.place import place


@staff
def one(request: Asked, item_id: int) -> HttpResponse:
    """`/desk/items/ITEM/export`: the version in force, else the newest, as JSON."""
    here = place(request.actor, item_id, request.on)
    version = here.standing.held or here.newest
    said = {
        "code": here.standing.item.code, "body": here.standing.item.body_name, "version": version.number,
        "status": version.status, "since": str(version.since or ""), "record": as_json(version.record),
    }  # fmt: skip
    content = orjson.dumps(said, option=orjson.OPT_INDENT_2)
    return sent(Copy(content, "application/json", f"{here.name}.json"))

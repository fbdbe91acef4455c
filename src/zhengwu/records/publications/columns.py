"""The columns (栏目) of the portal: the standard ones, as this office renamed or closed them, and its own."""

from dataclasses import dataclass

from zhengwu.records.publications.models import Column
from zhengwu.statute import disclosure


@dataclass(frozen=True, slots=True)
class Shown:
    """A column as it is shown; `parent` is the key of the one that it stands under."""

    key: str
    name: str
    name_en: str
    parent: str = ""


def columns() -> dict[str, Shown]:
    """The columns that are open, by key: the standard ones in their order, then the office's own. One statement."""
    own = {row.key: row for row in Column.objects.order_by("position", "id")}
    found: dict[str, Shown] = {}
    for key, one in disclosure.columns().items():
        row = own.pop(key, None)
        if row is None:
            found[key] = Shown(key, one.zh, one.en, one.parent)
        elif row.closed_on is None:
            found[key] = Shown(key, row.name, one.en, row.parent or one.parent)
    for row in own.values():
        if row.closed_on is None:
            found[row.key] = Shown(row.key, row.name, row.name, row.parent)
    return found


def is_open(key: str) -> bool:
    """Whether something may be put under this column."""
    return key in columns()

"""The columns (栏目) of the portal: the standard ones, as this office renamed or closed them, and its own.

They are those of the whole installation, so who looks after the catalogue of its topmost body looks after them.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from zhengwu.records import rows
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications.models import Column, Tally
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute import disclosure

RIGHT = "catalogue.manage"
COLUMN = Words("这个栏目", "column")
NAME, DEEP, MOST = 60, 4, 300
PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Shown:
    """A column as it is shown; `parent` is the key of the one that it stands under."""

    key: str
    name: str
    name_en: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A column in the tree: how deep it stands, whether it is one of the standard, closed, and how much is in it."""

    column: Shown
    depth: int
    standard: bool
    closed: bool
    count: int


def columns() -> dict[str, Shown]:
    """The columns that are open, by key: the standard ones in their order, then the office's own. One statement."""
    return {key: shown for key, (shown, closed) in _every().items() if not closed}


def _every() -> dict[str, tuple[Shown, bool]]:
    own = {row.key: row for row in rows.several(Column, "1 = 1 ORDER BY t.position, t.id", [])}
    found: dict[str, tuple[Shown, bool]] = {}
    for key, one in disclosure.columns().items():
        row = own.pop(key, None)
        if row is None:
            found[key] = Shown(key, one.zh, one.en, one.parent), False
        else:
            en = one.en if row.name == one.zh else row.name
            found[key] = Shown(key, row.name, en, row.parent or one.parent), row.closed_on is not None
    for row in own.values():
        found[row.key] = Shown(row.key, row.name, row.name, row.parent), row.closed_on is not None
    return found


def is_open(key: str) -> bool:
    """Whether something may be put under this column."""
    return key in columns()


def tree() -> list[Branch]:
    """All columns, closed ones too, each after the one it stands under. Two statements."""
    every = _every()
    counted = dict(Tally.objects.filter(channel=PORTAL).order_by().values_list("column").annotate(n=Sum("count")))
    found: list[Branch] = []

    def grow(parent: str, depth: int) -> None:
        for key, (shown, closed) in every.items():
            if shown.parent == parent and depth < DEEP:
                found.append(Branch(shown, depth, key in disclosure.columns(), closed, int(counted.get(key) or 0)))
                grow(key, depth + 1)

    grow("", 0)
    return found


def looks_after(actor: Actor) -> bool:
    """Whether somebody looks after the columns. One statement."""
    reach = actor.reach(RIGHT)
    return bool(reach) and any(reach.covers(*one) for one in Body.objects.filter(parent=None).values_list("id", "path"))


def one(key: str) -> Branch:
    """A column. Raises Trouble (missing)."""
    found = next((branch for branch in tree() if branch.column.key == key), None)
    if found is None:
        raise missing(COLUMN, where="key")
    return found


def add(name: str, parent: str, *, by: Actor, at: datetime) -> str:
    """Adds a column of the office's own; returns its key. Raises Trouble: invalid, conflict, forbidden."""
    _allow(by)
    with transaction.atomic():
        every = _every()
        _check(name, parent, every, "")
        if len(every) >= MOST:
            raise invalid("too_many", f"栏目至多{MOST}个。", f"{MOST} columns at most.", where="name")
        last = Column.objects.order_by("-id").values_list("id", flat=True).first() or 0
        row = Column.objects.create(key=f"own-{last + 1}", parent=parent, name=name.strip(), position=last + 1)
        record(Deed("column.added", None, "column", row.key, row.name), by=by, at=at)
    return row.key


def change(key: str, name: str, parent: str, *, by: Actor, at: datetime) -> None:
    """Renames a column, or puts it under another one. Raises Trouble: missing, invalid, conflict, forbidden."""
    _allow(by)
    with transaction.atomic():
        every = _every()
        if key not in every:
            raise missing(COLUMN, where="key")
        _check(name, parent, every, key)
        standard = disclosure.columns().get(key)
        if standard is not None and standard.parent and not parent:
            zh = "标准栏目可以改到别的栏目之下，不能升为一级栏目。"
            raise invalid("standard_column", zh, "A standard column cannot become a top one.", where="parent")
        closed = Column.objects.filter(key=key).values_list("closed_on", flat=True).first()
        kept = {"name": name.strip(), "parent": parent, "closed_on": closed}
        Column.objects.update_or_create(key=key, defaults=kept)
        record(Deed("column.changed", None, "column", key, name.strip()), by=by, at=at)


def close(key: str, *, by: Actor, at: datetime) -> None:
    """Nothing new goes into a column. Raises Trouble: missing, conflict (closed, or open ones below), forbidden."""
    _allow(by)
    with transaction.atomic():
        every = _every()
        shown = _open(key, every)
        below = [one.name for one, closed in every.values() if one.parent == key and not closed]
        if below:
            zh, en = "、".join(below[:5]), ", ".join(below[:5])
            raise conflict("open_below", f"请先关闭下级栏目：{zh}。", f"Close the columns below it first: {en}.")
        kept = {"name": shown.name, "parent": shown.parent, "closed_on": day_of(at)}
        Column.objects.update_or_create(key=key, defaults=kept)
        record(Deed("column.closed", None, "column", key, shown.name), by=by, at=at)


def reopen(key: str, *, by: Actor, at: datetime) -> None:
    """A closed column takes new things again. Raises Trouble: missing, conflict (it or the one above), forbidden."""
    _allow(by)
    with transaction.atomic():
        every = _every()
        if key not in every or not every[key][1]:
            raise conflict("not_closed", "这个栏目没有关闭。", "This column is not closed.")
        shown = every[key][0]
        if shown.parent and every[shown.parent][1]:
            raise conflict("closed_above", "请先恢复上级栏目。", "Open the column above it first.")
        Column.objects.filter(key=key).update(closed_on=None)
        record(Deed("column.reopened", None, "column", key, shown.name), by=by, at=at)


def _open(key: str, every: dict[str, tuple[Shown, bool]]) -> Shown:
    if key not in every:
        raise missing(COLUMN, where="key")
    if every[key][1]:
        raise conflict("closed", "这个栏目已经关闭。", "This column is closed already.")
    return every[key][0]


def _check(name: str, parent: str, every: dict[str, tuple[Shown, bool]], key: str) -> None:
    name = name.strip()
    if not name or len(name) > NAME:
        raise invalid("name_wrong", f"请写明栏目名称，至多{NAME}字。", f"A name of {NAME} at most.", where="name")
    if any(one.name == name and one.parent == parent and one.key != key for one, _ in every.values()):
        raise conflict("name_taken", f"同一处已有“{name}”。", f"There is a “{name}” there already.", where="name")
    if parent and (parent not in every or every[parent][1]):
        raise invalid("unknown_choice", "没有这个栏目，或者已经关闭。", "No such open column.", where="parent")
    above, steps = parent, 1
    while above:
        if above == key:
            raise invalid("in_itself", "栏目不能放到自己之下。", "A column cannot stand under itself.", where="parent")
        above, steps = every[above][0].parent, steps + 1
    if steps > DEEP - 1:
        raise invalid("too_deep", f"栏目至多{DEEP - 1}级。", f"{DEEP - 1} levels at most.", where="parent")


def _allow(by: Actor) -> None:
    if not looks_after(by):
        raise forbidden(RIGHT)

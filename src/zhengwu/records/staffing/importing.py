"""Bodies and people by the file: read, looked at row by row, and only then written, all rows or none.

`looked_at` writes nothing: it says of every row what will be made of it, or what is wrong with it and in which column.
A file that is brought again adds what is new and leaves what is there. Accounts have no password until they are given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from zhengwu.records.cases.tables import Heads, Row, rows_of
from zhengwu.records.moments import day_of
from zhengwu.records.organs import actions as organs
from zhengwu.records.organs import validity
from zhengwu.records.organs.actions import Describing
from zhengwu.records.organs.models import KINDS, Body, Unit
from zhengwu.records.people import actions as people
from zhengwu.records.people.actions import Post
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Appointment, Person
from zhengwu.records.people.rights import POSTS
from zhengwu.records.troubles import Trouble, Words, conflict, forbidden, invalid

Kind = Literal["bodies", "people"]
MOST = 2_000  # rows of one file
HEADS: Mapping[Kind, Heads] = {
    "bodies": Heads(
        {
            "name": ("机关名称", "名称", "机关"),
            "short_name": ("简称",),
            "kind": ("类型", "机关类型"),
            "above": ("上级机关", "上级"),
            "number_prefix": ("编号前缀", "前缀"),
            "code": ("统一社会信用代码", "信用代码"),
            "region": ("行政区划代码", "区划代码"),
            "address": ("地址", "办公地址"),
            "phone": ("电话", "联系电话"),
            "hours": ("办公时间",),
            "units": ("内设机构", "科室"),
        },
        ("name", "short_name", "kind", "above", "number_prefix"),
    ),
    "people": Heads(
        {
            "name": ("姓名",),
            "username": ("用户名", "账号"),
            "body": ("机关", "单位", "机关名称"),
            "unit": ("内设机构", "科室"),
            "post": ("岗位", "职务"),
            "since": ("任职日期", "起始日期", "开始日期"),
            "until": ("截止日期", "结束日期"),
        },
        ("name", "username", "body", "post"),
    ),
}
Said = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a row will become: `new`, `there` already, or `wrong`; then in which column, and why."""

    row: int
    name: str
    about: str
    what: Literal["new", "there", "wrong"]
    column: str = ""
    why: Words | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows became something new, and how many were there."""

    new: int
    there: int


def read(kind: Kind, content: bytes) -> list[Row]:
    """The rows of a file. Raises Trouble (invalid) for a file, a head or a number of rows that cannot be taken."""
    found = rows_of(content, HEADS[kind])
    if len(found) > MOST:
        raise invalid(
            "too_many_rows", f"超过{MOST}行，请分几次导入。", f"More than {MOST} rows: split it.", where="file"
        )
    return found


def column_name(kind: Kind, column: str) -> Words:
    """What a column is called."""
    return Words(HEADS[kind].columns[column][0] if column in HEADS[kind].columns else column, column)


def looked_at(kind: Kind, rows: Sequence[Row], *, by: Actor, at: datetime) -> list[Looked]:
    """What will become of each row, in their order; nothing is written. Raises Trouble (forbidden)."""
    _allowed(kind, by)
    with transaction.atomic():
        found = [_tried(kind, row, by, at) for row in rows]
        transaction.set_rollback(True)
    return found


def written(kind: Kind, rows: Sequence[Row], *, by: Actor, at: datetime) -> Written:
    """Writes all rows, or none where one is wrong by now. Raises Trouble: forbidden, conflict."""
    _allowed(kind, by)
    with transaction.atomic():
        found = [_tried(kind, row, by, at) for row in rows]
        wrong = [one for one in found if one.what == "wrong"]
        if wrong:
            first = wrong[0].why or Words("", "")
            raise conflict(
                "rows_wrong", f"第 {wrong[0].row} 行有误：{first.zh}", f"Row {wrong[0].row} is wrong: {first.en}"
            )
    new = sum(one.what == "new" for one in found)
    return Written(new, len(found) - new)


def _allowed(kind: Kind, by: Actor) -> None:
    right = organs.RIGHT if kind == "bodies" else people.RIGHT
    if not by.reach(right):
        raise forbidden(right)


def _tried(kind: Kind, row: Row, by: Actor, at: datetime) -> Looked:
    """Writes one row; what fails leaves nothing of it behind."""
    name, about = row.cells.get("name", ""), row.cells.get("above" if kind == "bodies" else "body", "")
    try:
        with transaction.atomic():
            new = (_body if kind == "bodies" else _person)(row.cells, by, at)
    except Trouble as trouble:
        column = WHERE.get(trouble.where, trouble.where)
        return Looked(row.number, name, about, "wrong", column, trouble.message)
    return Looked(row.number, name, about, "new" if new else "there")


WHERE = {"body_id": "body", "unit_id": "unit", "parent_id": "above"}


def _body(cells: Mapping[str, str], by: Actor, at: datetime) -> bool:
    """Establishes the body with its units, or adds the units that one already there lacks. Whether all of it is new."""
    facts = Describing(
        cells.get("name", ""),
        cells.get("short_name", ""),
        kind=_word(cells.get("kind", ""), {zh: key for key, zh in KINDS}, "kind"),
        **{key: cells.get(key, "") for key in ("number_prefix", "code", "region", "address", "phone", "hours")},
    )
    validity.check(facts)
    there = Body.objects.filter(name=facts.name).values_list("id", flat=True).first()
    new = there is None
    body_id = organs.establish(facts, parent_id=_above(cells, by), by=by, at=at) if there is None else there
    known = set(Unit.objects.filter(body_id=body_id).values_list("name", flat=True))
    for unit in dict.fromkeys(
        one.strip() for one in cells.get("units", "").replace("、", ";").replace("；", ";").split(";")
    ):
        if unit and unit not in known:
            organs.establish_unit(body_id=body_id, name=unit, by=by, at=at)
    return new


def _above(cells: Mapping[str, str], by: Actor) -> int | None:
    name = cells.get("above", "")
    return _named(name, "above") if name or not by.reach(organs.RIGHT).everything else None


def _person(cells: Mapping[str, str], by: Actor, at: datetime) -> bool:
    """Takes the person in with this post, or gives the post to one already there. Whether anything was new."""
    body_id = _named(cells.get("body", ""), "body")
    post = _word(cells.get("post", ""), {zh: key for key, zh in POSTS.items()}, "post")
    since = _day(cells.get("since", ""), "since") or day_of(at)
    given = Post(post, body_id, since, _day(cells.get("until", ""), "until"), _unit(cells.get("unit", ""), body_id))
    person = Person.objects.filter(username=cells.get("username", "")).first()
    if person is None:
        people.enroll(
            username=cells.get("username", ""),
            name=cells.get("name", ""),
            post=given,
            by=by,
            at=at,
            with_password=False,
        )
        return True
    if person.name != cells.get("name", ""):
        raise conflict("taken", f"用户名已属于{person.name}。", f"The user name is {person.name}'s.", where="username")
    held = Appointment.objects.filter(person=person, body_id=body_id, post=post)
    held = held.filter(unit=None) if given.unit_id is None else held.filter(unit_id=given.unit_id)
    if held.exclude(until__lt=since).exists():
        return False
    people.appoint(person.pk, given, by=by, at=at)
    return True


def _named(name: str, column: str) -> int:
    found = Body.objects.filter(name=name, closed_on=None).values_list("id", flat=True).first()
    found = found or Body.objects.filter(short_name=name, closed_on=None).values_list("id", flat=True).first()
    if not name or found is None:
        zh = f"没有名为“{name[:40]}”的机关；请先导入或写全称。" if name else "不能为空。"
        raise invalid("unknown_body", zh, f"There is no body “{name[:40]}”.", where=column)
    return found


def _unit(name: str, body_id: int) -> int | None:
    if not name:
        return None
    found = Unit.objects.filter(body_id=body_id, name=name, closed_on=None).values_list("id", flat=True).first()
    if found is None:
        raise invalid(
            "unknown_unit", f"该机关没有内设机构“{name[:40]}”。", f"No unit “{name[:40]}” there.", where="unit"
        )
    return found


def _word(cell: str, known: Mapping[str, str], column: str) -> str:
    if cell in known.values():
        return cell
    if cell not in known:
        zh = f"“{cell[:40]}”不在可选范围内：{'、'.join(known)}。"
        raise invalid("unknown_word", zh, f"“{cell[:40]}” is none of: {', '.join(known.values())}.", where=column)
    return known[cell]


def _day(cell: str, column: str) -> date | None:
    """A day like 2026-03-02, 2026/3/2 or 2026年3月2日; None where there is none."""
    if not cell:
        return None
    plain = cell.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day)
    except ValueError:
        zh, en = f"“{cell[:40]}”不是日期，应如 2026-03-02。", f"“{cell[:40]}” is no day such as 2026-03-02."
        raise invalid("bad_day", zh, en, where=column) from None

"""The disclosure guide of a body (公开指南, 条例第十二条): written, found to be right, shown, compared.

A version is never changed; the newest holds. Address, hours and phone are those of the body, said in one place.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications.entries import RIGHT
from zhengwu.records.publications.models import Guide
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.disclosure.outline import REVIEWED_EVERY, begun, parts

LENGTHS = {"categories": 4000, "arrangement": 4000, "ways": 4000, "fax": 60, "internet": 200, "postal": 200}
SECTIONS = 20
WRITTEN, REVIEWED = "guide.written", "guide.reviewed"


@dataclass(frozen=True, slots=True)
class Text:
    """What a guide says by itself; `sections` are further pairs of heading and text."""

    categories: str
    arrangement: str
    ways: str
    fax: str = ""
    internet: str = ""
    postal: str = ""
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A guide as it is shown: its text with the office's facts. `lacking` are parts of the law that it does not say."""

    id: int
    body_id: int
    name: str
    address: str
    hours: str
    phone: str
    text: Text
    reviewed_on: date
    by: str
    at: datetime
    lacking: tuple[str, ...]

    @property
    def review_due_on(self) -> date:
        """By when somebody looks at it again."""
        on = self.reviewed_on
        year = on.year + (on.month - 1 + REVIEWED_EVERY) // 12
        return date(year, on.month, min(on.day, 28))


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version in the list of them. `number` counts from 1, `changed` says whether its text differs from the last."""

    id: int
    number: int
    reviewed_on: date
    by: str
    at: datetime
    changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a part that went or came: what a later version says otherwise."""

    part: str
    how: Literal["gone", "new"]
    line: str


def shown(body_id: int) -> Shown | None:
    """The guide that holds; None where none was written. One statement."""
    row = Guide.objects.select_related("body").filter(body_id=body_id).order_by("-id").first()
    return _shown(row) if row else None


def version(body_id: int, guide_id: int) -> Shown:
    """A version of a body's guide. Raises Trouble (missing)."""
    row = Guide.objects.select_related("body").filter(body_id=body_id, pk=guide_id).first()
    if row is None:
        raise missing(Words("这个版本", "version"), where="guide_id")
    return _shown(row)


def _shown(row: Guide) -> Shown:
    text, body = _text(row), row.body
    said = {"name": body.name, "address": body.address, "hours": body.hours, "phone": body.phone}
    every = {**said, **{name: getattr(text, name) for name in LENGTHS}}
    lacking = tuple(key for key in parts() if not every[key].strip())
    office = body.name, body.address, body.hours, body.phone
    return Shown(row.pk, body.pk, *office, text, row.reviewed_on, row.by, row.at, lacking)


def _text(row: Guide) -> Text:
    sections = tuple((heading, text) for heading, text in row.sections)
    return Text(row.categories, row.arrangement, row.ways, row.fax, row.internet, row.postal, sections)


def versions(body_id: int, *, limit: int = 50) -> list[VersionFacts]:
    """The versions of a body's guide, the newest first. One statement."""
    found = list(Guide.objects.filter(body_id=body_id).order_by("id"))
    texts = [_text(row) for row in found]
    told = [
        VersionFacts(row.pk, at + 1, row.reviewed_on, row.by, row.at, at == 0 or texts[at] != texts[at - 1])
        for at, row in enumerate(found)
    ]
    return told[::-1][:limit]


def beginning(body_id: int) -> Text:
    """What a guide may begin with. Raises Trouble (missing)."""
    body = Body.objects.filter(pk=body_id).first()
    if body is None:
        raise missing(BODY, where="body_id")
    categories, arrangement, ways = (begun(key, body.name, body.kind) for key in ("categories", "arrangement", "ways"))
    return Text(categories, arrangement, ways)


def write(body_id: int, text: Text, *, by: Actor, at: datetime, seen: int | None = None) -> int:
    """Writes a version that holds from now on; `seen` is the version that one had before one's eyes.

    Returns its id; that of the one there is where nothing differs. Trouble: invalid, missing, forbidden, conflict.
    """
    _check(text)
    with transaction.atomic():
        body = _body(body_id, by)
        last = Guide.objects.filter(body_id=body.pk).order_by("-id").first()
        if seen is not None and last is not None and last.pk != seen:
            zh, en = f"{last.by}已写了新的版本。", f"{last.by} has written a new version meanwhile."
            raise conflict("changed_meanwhile", zh, en, where="seen")
        if last is not None and _text(last) == text:
            return last.pk
        return _laid(body, text, WRITTEN, by, at)


def review(body_id: int, *, by: Actor, at: datetime) -> int:
    """Puts down that the guide was looked at today and nothing is to be changed: a version of its own.

    Raises Trouble: missing, forbidden, conflict (none was written, or a part that the law wants is lacking).
    """
    with transaction.atomic():
        body = _body(body_id, by)
        last = Guide.objects.select_related("body").filter(body_id=body.pk).order_by("-id").first()
        if last is None:
            raise conflict("no_guide", "还没有公开指南，请先编写。", "There is no guide yet: write it first.")
        if lacking := _shown(last).lacking:
            zh, en = "、".join(parts()[key].zh for key in lacking), ", ".join(parts()[key].en for key in lacking)
            raise conflict("guide_lacking", f"指南缺少：{zh}，请先补充。", f"The guide lacks: {en}. Add it first.")
        if last.reviewed_on == day_of(at):
            return last.pk
        return _laid(body, _text(last), REVIEWED, by, at)


def _laid(body: Body, text: Text, action: str, by: Actor, at: datetime) -> int:
    said = {name: getattr(text, name).strip() for name in LENGTHS}
    sections = [[heading.strip(), told.strip()] for heading, told in text.sections]
    row = Guide.objects.create(
        body=body, **said, sections=sections, reviewed_on=day_of(at), by=by.name, at=at
    )  # fmt: skip
    record(Deed(action, body.pk, "guide", str(row.pk)), by=by, at=at)
    return row.pk


def compared(older: Shown, newer: Shown) -> tuple[Change, ...]:
    """What a later version says otherwise, part by part, line by line."""
    found: list[Change] = []
    for part in (*LENGTHS, "sections"):
        left, right = (_lines(one.text, part) for one in (older, newer))
        for line in difflib.ndiff(left, right):
            if line[:2] in ("- ", "+ "):
                found.append(Change(part, "gone" if line[0] == "-" else "new", line[2:]))
    return tuple(found)


def _lines(text: Text, part: str) -> list[str]:
    if part == "sections":
        return [f"{heading}：{told}" for heading, told in text.sections]
    return str(getattr(text, part)).splitlines()


def stale(on: date) -> list[int]:
    """The open bodies that have a guide which nobody has looked at for a year. One statement."""
    newest: dict[int, date] = {}
    found = Guide.objects.filter(body__closed_on=None).order_by("id").values_list("body_id", "reviewed_on")
    newest.update(found)
    before = on.replace(year=on.year - 1, day=min(on.day, 28))
    return sorted(body for body, reviewed in newest.items() if reviewed < before)


def _check(text: Text) -> None:
    for name, most in LENGTHS.items():
        if len(getattr(text, name)) > most:
            raise invalid("too_long", f"至多{most}字。", f"{most} characters at most.", where=name)
    for name in ("categories", "arrangement", "ways"):
        if not getattr(text, name).strip():
            zh, en = f"条例第十二条要求写明{parts()[name].zh}。", f"Article 12 wants it to say {parts()[name].en}."
            raise invalid("part_missing", zh, en, where=name)
    _check_sections(text.sections)


def _check_sections(sections: Sequence[tuple[str, str]]) -> None:
    wrong = [1 for heading, told in sections if not heading.strip() or len(heading) > 60 or len(told) > 4000]
    if wrong or len(sections) > SECTIONS:
        zh = f"其他部分至多{SECTIONS}个，每个都要有标题。"
        raise invalid("sections_wrong", zh, f"At most {SECTIONS} further parts, each with a heading.", where="sections")


def _body(body_id: int, by: Actor) -> Body:
    body = Body.objects.filter(pk=body_id, closed_on=None).first()
    if body is None:
        raise missing(BODY, where="body_id")
    if not by.may(RIGHT, body.pk, body.path):
        raise forbidden(RIGHT)
    return body

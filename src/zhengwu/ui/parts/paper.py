"""An application form on paper: head, applicant, groups of fields, signature; blank or filled in."""

from dataclasses import dataclass
from datetime import date

import segno
from markupsafe import Markup

from zhengwu.records.approvals.completed import Completed
from zhengwu.records.items.queries import Held
from zhengwu.records.moments import day_of
from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue import codes
from zhengwu.statute.forms.judging import fields
from zhengwu.statute.forms.laying import Box, Group, Line, blank
from zhengwu.statute.forms.model import Form
from zhengwu.ui.catalogue import words

MASK = 2
CONTACTS = ("name", "code", "phone", "address", "agent")


@dataclass(frozen=True, slots=True)
class Whose:
    """Who applies, as it is written on the form; what is empty is left out."""

    kind: str = ""
    name: str = ""
    code: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A form to be printed. `number` is that of the case and `on` the day of the application, where there is one;
    `address` is what the square leads to: the guide, or the page where the case is followed.
    """

    name: str
    code: str
    body: str
    applicant: tuple[tuple[Words, Line], ...]
    groups: tuple[Group, ...]
    address: str
    square: Markup
    number: str = ""
    on: date | None = None
    masked: bool = False


def square(address: str) -> Markup:
    """An address as a code to scan."""
    drawn = segno.make(address, error="m", micro=False, mask=MASK)
    return Markup(drawn.svg_inline(scale=3, svgclass="qr", lineclass=None))


def applying(objects: tuple[str, ...], form: Form) -> tuple[tuple[Words, Line], ...]:
    """The blank lines about who applies, with boxes for the kinds that are served; what the form asks itself is not."""
    known, asked = codes("object"), {one.means for one in fields(form)}
    kinds = tuple(known[one].zh for one in objects if one in known)
    lines = [("kind", Line("kind", "", boxes=tuple(Box(one) for one in kinds)))] if len(kinds) > 1 else []
    return _labelled([*lines, *((key, Line(key, "")) for key in CONTACTS if f"holder.{key}" not in asked)])


def applicant(whose: Whose) -> tuple[tuple[Words, Line], ...]:
    """The lines about who applied."""
    known = codes("object")
    kind = known[whose.kind].zh if whose.kind in known else whose.kind
    said = {"kind": kind, "name": whose.name, "code": whose.code, "agent": whose.agent}
    return _labelled([(key, Line(key, "", text)) for key, text in said.items() if text])


def _labelled(lines: list[tuple[str, Line]]) -> tuple[tuple[Words, Line], ...]:
    return tuple((words(f"services.who_form.{key}.label"), line) for key, line in lines)


def of_item(held: Held, address: str) -> Paper:
    """The blank form of an item as it holds today; `address` is that of its guide."""
    record = held.record
    who = applying(record.objects, record.form)
    return Paper(held.name, held.code, held.body_name, who, blank(record.form), address, square(address))


def of_case(done: Completed, number: str, body: str, address: str) -> Paper:
    """The form of a case as it was filled in; `address` is where the case is followed."""
    facts = done.facts
    whose = Whose(facts.holder_kind, facts.holder_name, done.holder_code, facts.mandate)
    on = day_of(facts.submitted_at)
    return Paper(facts.item_name, facts.item_code, body, applicant(whose), done.groups, address, square(address),
                 number, on, done.masked)  # fmt: skip


def sample() -> Paper:
    """A small form with a condition, for the page of parts."""
    whose = Whose("enterprise", "青禾小馆", "91110000600037341L", "林晓禾")
    lines = (
        Line("kind", "业态", boxes=(Box("面馆", True), Box("茶馆"))),
        Line("opens", "计划开业日期", "2026年4月1日"),
    )
    where = "https://example.org/track/1"
    return Paper("小餐饮店经营许可", "SP-0001", "青禾区行政审批局", applicant(whose),
                 (Group("经营场所", lines),), where, square(where), "XK-2026-0001", date(2026, 3, 2))  # fmt: skip

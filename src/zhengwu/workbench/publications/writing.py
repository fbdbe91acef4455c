"""A draft begun and written on: what it is, where it belongs, what it says. Nobody's work is overwritten."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import HttpResponse

from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications import actions, drafting, lines, numbers, wording
from zhengwu.records.publications.actions import Draft
from zhengwu.records.publications.drafting import Work
from zhengwu.records.publications.texts import FACTS, Written
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Trouble, Words, conflict, forbidden, invalid
from zhengwu.statute.disclosure import LIMIT, kinds
from zhengwu.statute.inspection import Said
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.publications import naming
from zhengwu.workbench.publications.listing import drafting_bodies

LONGEST = 400_000  # signs of a text that a form takes
SERIES = ("规", "发", "函", "通告")


@dataclass(frozen=True, slots=True)
class WritingPage:
    """The form of a draft. `work` is what is on file, None for a new one; `last_day` that of what is made today.

    `meanwhile`: somebody else wrote it since the form was opened; their text stands beside the form.
    """

    form: Filled
    work: Work | None
    to: str
    last_day: date
    limit: int
    meanwhile: bool = False


@staff
@once
def new(request: Asked) -> HttpResponse:
    """`/desk/publications/new`: registers a draft, which begins its twenty working days."""
    bodies = drafting_bodies(request.actor)
    if not bodies:
        raise forbidden(
            "case.register", "您的岗位不能起草拟公开信息。", "Your posts do not let you draft publications."
        )
    body_id = _chosen(request, bodies)
    form = form_of(request.actor, body_id, request.on, bodies=bodies)
    if request.method != "POST":
        values = {"body": str(body_id), "made_on": request.on.isoformat(), "origin": "made"}
        values |= {name: str(request.GET.get(name, ""))[:60] for name in ("kind", "entry") if name in request.GET}
        return _shown(request, form.empty(**values), None, 200)
    filled = form.read(request.POST)
    if not filled.sound:
        return _shown(request, filled, None, 422)
    try:
        draft, removed = draft_of(request, filled, body_id, None)
        made = actions.register(body_id, draft, by=request.actor, at=request.at)
    except Trouble as trouble:
        return _shown(request, _refused(filled, trouble), None, STATUS[trouble.kind])
    said = words("publishing.write.registered", number=made.number)
    return onward(request, f"/desk/publications/{made.publication_id}", Notice("done", _also(said, removed)))


@staff
@once
def edit(request: Asked, publication_id: int) -> HttpResponse:
    """`/desk/publications/ID/edit`: what is in preparation."""
    found = drafting.work(publication_id, by=request.actor)
    if not found.writes:
        actions.check_writing(publication_id, request.actor)
        raise forbidden("case.handle")
    form = form_of(request.actor, found.body_id, request.on, work=found)
    if request.method != "POST":
        return _shown(request, form.empty(**_values(found)), found, 200)
    filled = form.read(request.POST)
    if not filled.sound:
        return _shown(request, filled, found, 422)
    try:
        draft, removed = draft_of(request, filled, found.body_id, found)
        drafting.describe(publication_id, draft, by=request.actor, at=request.at, seen=_moment(filled["seen"]))
    except Trouble as trouble:
        return _refusal(request, publication_id, filled, trouble, found)
    said = _also(words("publishing.write.saved"), removed)
    return onward(request, f"/desk/publications/{publication_id}", Notice("done", said))


def _refusal(request: Asked, publication_id: int, filled: Filled, trouble: Trouble, found: Work) -> HttpResponse:
    """The form with what was typed. Where somebody else was faster, sending it again is a choice."""
    again = _refused(filled, trouble)
    if trouble.code != "changed_meanwhile":
        return _shown(request, again, found, STATUS[trouble.kind])
    now = drafting.work(publication_id, by=request.actor)
    again = replace(again, values={**again.values, "seen": (now.newest.at.isoformat(),)})
    return _shown(request, again, now, 409, meanwhile=True)


def _shown(request: Asked, form: Filled, found: Work | None, status: int, *, meanwhile: bool = False) -> HttpResponse:
    body_id = found.body_id if found else _chosen(request, drafting_bodies(request.actor))
    last_day = calendar_of(body_id).add_working_days(request.on, LIMIT)
    to = f"/desk/publications/{found.id}/edit" if found else "/desk/publications/new"
    page = WritingPage(form, found, to, last_day, LIMIT, meanwhile)
    return show(request, "workbench/publications/write.html", page, status)


def form_of(actor: Actor, body_id: int, on: date, *, work: Work | None = None, bodies: tuple[int, ...] = ()) -> Form:
    """The fields of a draft; of one that has been public only what may still be changed."""
    first: list[Field] = []
    if work is None and len(bodies) > 1:
        names = organs.names(set(bodies))
        options = tuple(Choice(str(pk), same(name)) for pk, name in names.items())
        first.append(Field("body", words("publishing.body"), "select", choices=options))
    elif work is None:
        first.append(Field("body", same(""), "hidden"))
    first.append(_field("title", most=300))
    if work is None or not work.version:
        first += _places(actor, body_id, on, new=work is None)
    hidden = Field("seen", same(""), "hidden", required=False)
    return Form((*first, *_texts(), *((hidden,) if work else ())))


def _places(actor: Actor, body_id: int, on: date, *, new: bool) -> list[Field]:
    """What it is and where it belongs."""
    entries = tuple(Choice(str(pk), same(f"{number}　{title}"[:60]))
                    for pk, number, title, _, _ in lines.choices(body_id, on))  # fmt: skip
    units = tuple(Choice(str(one.id), same(one.name)) for one in organs.units(actor, body_id) if one.closed_on is None)
    found = [_field("kind", "select", choices=naming.kind_choices())]
    if new:
        found += [_field("made_on", "date", width=8)]
        found += [_field("unit", "select", required=False, choices=units)] if units else []
    return [
        *found,
        _field("entry", "select", required=False, choices=entries),
        _field("document_number", required=False, most=80),
        _field("series", required=False, most=20, width=8),
        _field("column", "select", required=False, choices=naming.column_choices()),
        _field("category", "select", required=False, choices=naming.category_choices()),
        _field("field", "select", required=False, choices=naming.field_choices()),
        _field("origin", "radios", choices=naming.origin_choices()),
        _field("origin_body", required=False, most=100),
        _field("interprets", required=False, most=80),
    ]


def _texts() -> list[Field]:
    """What it says."""
    return [
        _field("summary", "textarea", required=False, most=500, rows=3),
        _field("text", "textarea", required=False, most=LONGEST, rows=16),
        _field("text_file", "files", required=False),
        _field("facts", "textarea", required=False, most=100_000, rows=4),
    ]


def _field(name: str, kind: str = "text", *, required: bool = True, choices: tuple[Choice, ...] = (), most: int = 200,
           rows: int = 5, width: int = 0) -> Field:  # fmt: skip
    hint = words(f"publishing.hint.{name}") if name in HINTED else None
    return Field(name, words(f"publishing.{name}"), kind, hint, required, choices, most, rows, width, "off")  # type: ignore[arg-type]


HINTED = frozenset(("made_on", "entry", "document_number", "series", "column", "category", "field", "origin_body",
                    "interprets", "summary", "text", "text_file", "facts"))  # fmt: skip


def _chosen(request: Asked, bodies: tuple[int, ...]) -> int:
    sent = str((request.POST if request.method == "POST" else request.GET).get("body", ""))
    return int(sent) if sent.isdecimal() and len(sent) < 16 and int(sent) in bodies else bodies[0]


def _values(found: Work) -> dict[str, str]:
    said = found.newest
    named = {
        "title": said.title, "kind": found.kind, "entry": str(found.entry_id or ""), "column": found.column,
        "category": found.category, "field": found.field, "origin": found.origin, "origin_body": found.origin_body,
        "summary": said.summary, "text": said.text, "seen": said.at.isoformat(),
        "facts": "\n".join(f"{label}：{value}" for label, value in said.facts),
    }  # fmt: skip
    if numbers.awaits(found.document_number):
        short = found.document_number.removesuffix(numbers.OPEN)
        named["series"] = next((one for one in SERIES if short.endswith(one)), short[-1:])
    else:
        named["document_number"] = found.document_number
    return named


def draft_of(request: Asked, filled: Filled, body_id: int, work: Work | None) -> tuple[Draft, tuple[Said, ...]]:
    """What was filled in, as a draft, and what was left out of a text that was brought. Raises Trouble (invalid)."""
    written, removed = _written(request, filled, work)
    kind, made_on = filled["kind"], filled.day("made_on") or request.on
    if work is not None and work.version:
        return replace(drafting.copied(work), written=replace(written, document_number=work.document_number)), removed
    usual = kinds().get(kind)
    category = filled["category"] or (usual.category if usual else "")
    entry = filled.number("entry") or lines.proposed(
        body_id, request.on, kind=kind, category=category, field=filled["field"]
    )
    draft = Draft(
        kind, work.made_on if work else made_on, written, work.unit_id if work else filled.number("unit"),
        filled["column"], category, filled["field"], entry, filled["origin"], filled["origin_body"],
        _explained(request, filled, work),
    )  # fmt: skip
    series = filled["series"].strip()
    if series and filled["document_number"]:
        zh, en = "文号和系列只填一个。", "Give the number or the series, not both."
        raise invalid("both_numbers", zh, en, where="series")
    if series:
        draft = drafting.with_number(draft, series, organs.body(request.actor, body_id).short_name)
    return draft, removed


def _written(request: Asked, filled: Filled, work: Work | None) -> tuple[Written, tuple[Said, ...]]:
    """The text: of the file that was brought, else as typed; a text left as it was keeps its headings and tables."""
    facts = _facts(filled["facts"])
    plain = Written(filled["title"], filled["text"], filled["summary"], filled["document_number"], facts)
    brought = next(iter(request.FILES.getlist("text_file")), None)
    if brought is not None:
        read = wording.of_file(brought.name or "", brought.read())
        return replace(plain, text=read.text, html=read.html), read.removed
    if wording.is_html(filled["text"]):
        read = wording.of_html(filled["text"])
        return replace(plain, text=read.text, html=read.html), read.removed
    if work is not None and _same(filled["text"], work.newest.text):
        return replace(plain, html=work.newest.html), ()
    return plain, ()


def _same(typed: str, kept: str) -> bool:
    return typed.split() == kept.split() and bool(kept.strip())


def _facts(text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for line in filter(str.strip, text.splitlines()):
        label, colon, value = line.replace(":", "：", 1).partition("：")
        if not colon or not label.strip():
            zh, en = (
                f"每行写成“名称：内容”，这一行不是：{line[:20]}",
                f"Each line is “name: value”; this is not: {line[:20]}",
            )
            raise invalid("fact_wrong", zh, en, where="facts")
        found.append((label.strip(), value.strip()))
    if len(found) > FACTS:
        raise invalid("too_many_facts", f"字段至多{FACTS}个。", f"{FACTS} facts at most.", where="facts")
    return tuple(found)


def _explained(request: Asked, filled: Filled, work: Work | None) -> int | None:
    asked = filled["interprets"].strip()
    if not asked:
        return work.interprets_id if work else None
    found = drafting.numbered(asked, by=request.actor)
    if found is None:
        zh, en = "登记簿中没有这个索引号或者文号。", "The register has no such number."
        raise invalid("interprets_unknown", zh, en, where="interprets")
    return found


def _refused(filled: Filled, trouble: Trouble) -> Filled:
    where = {"entry_id": "entry", "interprets_id": "interprets", "seen": ""}.get(trouble.where, trouble.where)
    return filled.refused(Trouble(trouble.kind, trouble.code, trouble.message, trouble.advice, where))


def _also(said: Words, removed: tuple[Said, ...]) -> Words:
    """What was done, and what was left out of the text."""
    if not removed:
        return said
    out = words("publishing.write.removed", what="、".join(one.zh for one in removed[:6]))
    out_en = words("publishing.write.removed", what=", ".join(one.en for one in removed[:6]))
    return Words(said.zh + out.zh, f"{said.en} {out_en.en}")


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        zh, en = "表单不完整，请重新打开。", "The form is not whole: open it again."
        raise conflict("form_incomplete", zh, en) from error

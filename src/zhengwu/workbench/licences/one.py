"""One licence: what it says, its versions, history, copies and documents; and what may be done to it."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse

from zhengwu.records.approvals import acting
from zhengwu.records.documents.actions import Copy
from zhengwu.records.licences import actions, copies, documents, listing, metadata, queries
from zhengwu.records.licences.copies import CopyFacts
from zhengwu.records.licences.documents import span
from zhengwu.records.licences.queries import Happening, LicenceFacts
from zhengwu.records.organs import queries as organs
from zhengwu.records.troubles import Words, forbidden, invalid, missing
from zhengwu.statute.licences import deed, lawful
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import NOTHING, Deed, Done, carry_out
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.licences.listing import HOME

PAPERS = ("pdf", "html")
DATA = {"json": "application/json", "xml": "application/xml"}
USUAL = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Copied:
    """An annotated copy, and how it stands."""

    one: CopyFacts
    standing: str


@dataclass(frozen=True, slots=True)
class LicencePage:
    """A licence. `acts` are what may be done to it now by who looks; none for who may not."""

    one: LicenceFacts
    status: Words
    facts: tuple[Fact, ...]
    before: LicenceFacts | None
    after: LicenceFacts | None
    history: tuple[Happening, ...]
    copies: tuple[Copied, ...]
    acts: tuple[Link, ...]
    holds: bool
    over: bool
    address: str


@staff
def one(request: Asked, licence_id: int) -> HttpResponse:
    """`/desk/licences/LICENCE`."""
    said = listing.seen(request.actor, licence_id)
    now = said.state(request.on)
    page = LicencePage(
        said,
        Words(now.zh, now.en),
        (Fact(words("licences.status"), Words(now.zh, now.en)), *_facts(said)),
        queries.facts(said.replaces_id) if said.replaces_id else None,
        queries.replaced_by(said.id),
        tuple(queries.history(said.id)),
        tuple(Copied(each, each.standing(request.on)) for each in copies.of_licence(said.id)),
        _acts(request, said),
        said.holds(request.on),
        now.over,
        f"/verify/{said.identifier}",
    )
    return show(request, "workbench/licences/one.html", page)


def _facts(said: LicenceFacts) -> tuple[Fact, ...]:
    rows = [
        Fact(words("licences.holder"), said.holder_name),
        *(Fact(same(label), value) for label, value in said.facts),
        Fact(words("licences.issuer"), said.body_name),
        Fact(words("licences.issued_on"), said.issued_on),
        Fact(words("licences.span"), span(said)),
        Fact(words("licences.version"), said.version),
        Fact(words("licences.identifier"), said.identifier),
    ]
    if said.case_id:
        rows.append(Fact(words("licences.desk.case"), Link(f"/desk/cases/{said.case_id}", words("licences.desk.open"))))
    return tuple(rows)


def _acts(request: Asked, said: LicenceFacts) -> tuple[Link, ...]:
    path = organs.body(request.actor, said.body_id).path
    if not request.actor.may(actions.RIGHT, said.body_id, path):
        return ()
    base = f"/desk/licences/{said.id}/act"
    return tuple(
        Link(f"{base}/{each.key}", words(f"licences.act.{each.key}"))
        for each in lawful(said.status)
        if each.key in actions.BY_HAND
    )


@staff
def document(request: Asked, licence_id: int, kind: str) -> HttpResponse:
    """`/desk/licences/LICENCE/document/KIND`: as PDF, web page, or metadata in JSON or XML."""
    said = listing.seen(request.actor, licence_id)
    if kind in PAPERS:
        return sent(documents.document(said.id, kind, on=request.on, at=request.at))
    if kind not in DATA:
        raise missing(Words("这种文件", "kind of file"), where="kind")
    told = metadata.metadata(said.id, request.on)
    content = metadata.as_json(told) if kind == "json" else metadata.as_xml(told)
    return sent(Copy(content, DATA[kind], f"{said.identifier}.{kind}"))


@staff
@once
def act(request: Asked, licence_id: int, key: str) -> HttpResponse:
    """`/desk/licences/LICENCE/act/KEY`: opens the case in which it is taken, or puts down what needs none."""
    said = listing.seen(request.actor, licence_id)
    if key not in actions.BY_HAND:
        raise missing(Words("这种处理", "deed"), where="key")
    if not request.actor.may(actions.RIGHT, said.body_id, organs.body(request.actor, said.body_id).path):
        raise forbidden(actions.RIGHT)
    return _begun(request, said, key) if deed(key).heard else _put_down(request, said, key)


def _put_down(request: Asked, said: LicenceFacts, key: str) -> HttpResponse:
    """Resumed, transferred out, cancelled: put down with reason and basis."""
    title, wanted = words(f"licences.act.{key}"), deed(key)
    about, initial = words(f"licences.act_about.{key}"), {"basis": wanted.basis, "day": request.on.isoformat()}
    cautions = () if said.status in wanted.from_ else (words("licences.desk.not_now"),)
    told = Deed(title, about, title, _crumbs(said), ACT, _touched(said), cautions, wanted.ends, initial)

    def do(filled: Filled) -> Done:
        on = filled.day("day")
        if on is None or on > request.on:
            raise invalid("future", "日期不能晚于今天。", "Not later than today.", where="day")
        reason, basis = filled["reason"], filled["basis"]
        actions.act(said.id, key, reason=reason, basis=basis, on=on, by=request.actor, at=request.at)
        return Done(_home(said), words(f"licences.acted.{key}", number=said.number))

    return carry_out(request, told, do)


def _begun(request: Asked, said: LicenceFacts, key: str) -> HttpResponse:
    """Suspended, withdrawn, revoked, stripped: a case is opened, in which the holder is told and heard."""
    wanted = deed(key)
    title = words("licences.begin.title", what=words(f"licences.act.{key}").zh)
    cautions = () if said.status in wanted.from_ else (words("licences.desk.not_now"),)
    facts = (*_touched(said), Fact(words("licences.desk.basis"), wanted.basis))
    told = Deed(
        title, words("licences.begin.about"), words("licences.begin.submit"), _crumbs(said), BEGIN, facts, cautions
    )

    def do(filled: Filled) -> Done:
        made = acting.open_about(said.id, key, filled["reason"], by=request.actor, at=request.at)
        return Done(f"/desk/cases/{made.case_id}", words("licences.begin.done", number=made.number))

    return carry_out(request, told, do)


BEGIN = Form(
    (Field("reason", words("licences.begin.ground"), "textarea", words("licences.begin.hint"), most=500, rows=4),)
)
ACT = Form(
    (
        Field(
            "reason", words("licences.desk.reason"), "textarea", words("licences.desk.reason_hint"), most=500, rows=3
        ),
        Field("basis", words("licences.desk.basis"), required=False, most=200),
        Field("day", words("licences.desk.on"), "date"),
    )
)


@staff
@once
def copy(request: Asked, licence_id: int) -> HttpResponse:
    """`/desk/licences/LICENCE/copies/new`: makes an annotated copy for the holder."""
    said = listing.seen(request.actor, licence_id)
    until = min(request.on + USUAL, said.valid_to or request.on + USUAL)
    title = words("licences.desk.copy")
    about, initial = words("licences.desk.copy_about"), {"until": until.isoformat()}
    told = Deed(title, about, title, _crumbs(said), COPY, _touched(said), initial=initial)

    def do(filled: Filled) -> Done:
        last = filled.day("until")
        if last is None:
            raise invalid("invalid_value", "请填写截止日。", "Give the last day.", where="until")
        copies.make(said.id, filled["purpose"], filled["receiver"], last, by=request.actor, at=request.at)
        return Done(f"{_home(said)}#copies", words("licences.desk.copied", receiver=filled["receiver"]))

    return carry_out(request, told, do)


COPY = Form(
    (
        Field("purpose", words("licences.purpose"), hint=words("licences.desk.purpose_hint")),
        Field("receiver", words("licences.receiver"), hint=words("licences.desk.receiver_hint")),
        Field("until", words("licences.until"), "date"),
    )
)


@staff
@once
def withdraw(request: Asked, licence_id: int, copy_id: int) -> HttpResponse:
    """`…/copies/COPY/withdraw`: withdraws a copy; who scans it is told."""
    said, found = listing.seen(request.actor, licence_id), _copy(licence_id, copy_id)
    title = words("licences.desk.withdraw")
    facts = (Fact(words("licences.purpose"), found.purpose), Fact(words("licences.receiver"), found.receiver))
    told = Deed(title, words("licences.desk.withdraw_about"), title, _crumbs(said), NOTHING, facts, grave=True)

    def do(_filled: Filled) -> Done:
        copies.withdraw(copy_id, by=request.actor, at=request.at)
        return Done(f"{_home(said)}#copies", words("licences.desk.withdrawn"))

    return carry_out(request, told, do)


@staff
def copied(request: Asked, licence_id: int, copy_id: int, kind: str) -> HttpResponse:
    """`…/copies/COPY/document/KIND`: a copy as a file."""
    listing.seen(request.actor, licence_id)
    if kind not in PAPERS:
        raise missing(Words("这种文件", "kind of file"), where="kind")
    return sent(copies.open_copy(_copy(licence_id, copy_id).id, kind, on=request.on, at=request.at))


def _copy(licence_id: int, copy_id: int) -> CopyFacts:
    found = next((each for each in copies.of_licence(licence_id, most=500) if each.id == copy_id), None)
    if found is None:
        raise missing(copies.COPY, where="copy_id")
    return found


def _home(said: LicenceFacts) -> str:
    return f"/desk/licences/{said.id}"


def _crumbs(said: LicenceFacts) -> tuple[Link, ...]:
    return (HOME, Link(_home(said), f"{said.kind_name} {said.number}"))


def _touched(said: LicenceFacts) -> tuple[Fact, ...]:
    return (
        Fact(words("licences.kind"), said.kind_name),
        Fact(words("licences.number"), said.number),
        Fact(words("licences.holder"), said.holder_name),
    )

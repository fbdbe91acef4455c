"""The last screen of an application for a bundle, handed in once; the receipt; going on elsewhere by a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import segno
from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.portal import keyring
from zhengwu.portal.bundles import applying, written
from zhengwu.portal.bundles.opening import home_of
from zhengwu.portal.bundles.place import Place, place_of
from zhengwu.portal.bundles.written import PART, Around
from zhengwu.portal.services import fields
from zhengwu.portal.services.names import named
from zhengwu.records.approvals.submitting import Given
from zhengwu.records.bundles import applying as bundles
from zhengwu.records.bundles import matters
from zhengwu.records.bundles.applying import Applying
from zhengwu.records.bundles.planning import Planned
from zhengwu.records.bundles.shown import MatterFacts
from zhengwu.records.documents import store
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts import turns
from zhengwu.records.drafts.actions import Receipt
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.forms.saying import said
from zhengwu.statute.identifiers import citizen_id
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked

WHO = ("kind", "name", "code", "phone", "address", "agent")
MASK = 2


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: what was asked, what was said, and the screen where it is changed."""

    screen: str
    label: Words
    value: Words


@dataclass(frozen=True, slots=True)
class CheckPage:
    """All answers, to be looked at before they are handed in."""

    place: Place
    name: str
    body: str
    progress: Progress
    said: tuple[Said, ...]
    filled: Filled
    back: str
    days: int
    letters: tuple[Planned, ...]

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Number and secret, what has begun, what follows."""

    place: Place
    receipt: Receipt
    matter: MatterFacts
    home: str
    qr: Markup

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame


@dataclass(frozen=True, slots=True)
class KeepPage:
    """The code, the address that holds it, and when the draft is forgotten."""

    key: str
    code: str
    link: str
    until: datetime
    back: str


@dataclass(frozen=True, slots=True)
class ResumePage:
    """The code is asked for."""

    filled: Filled


@dataclass(frozen=True, slots=True)
class Made:
    """A matter as a draft remembers it: its files go to the first of its cases."""

    case_id: int
    number: str
    secret: str


def declaration(around: Around) -> Form:
    """What is declared before it is handed in."""
    found = [Field("declared", words("services.declare.label"), "checks", choices=(_yes("true"),))]
    if around.commits:
        found.append(Field("agreed", words("services.declare.letter"), "checks", choices=(_yes("agreed"),)))
    later = [one for one in around.bring if one.key in around.said.later]
    if later:
        promised = Choice("yes", words("services.declare.follow", n=min(map(around.plan.follow_days, later))))
        found.append(Field("promised", words("services.declare.later"), "checks", choices=(promised,)))
    return Form(tuple(found))


def _yes(name: str) -> Choice:
    return Choice("yes", words(f"services.declare.{name}"))


@public
def check(request: Asked, key: str, kiosk: bool = False) -> HttpResponse:
    """`/bundles/KEY/apply/check`."""
    around = applying.around_of(request, key, kiosk=kiosk)
    turned = applying.elsewhere(request, around, "check")
    if turned is not None:
        return turned
    filled = declaration(around).empty()
    if request.method == "POST":
        filled = declaration(around).read(request.POST)
        for fault in fields.judge(around.record, around.said, request.on).faults if filled.sound else ():
            filled = filled.wrong("", Words(fault.zh, fault.en))
        if filled.sound:
            try:
                return _handed_in(request, around)
            except Trouble as trouble:
                filled = filled.refused(trouble)
    offered, steps = around.plan.offered, around.progress("check")
    page = CheckPage(
        around.place, offered.content.name, offered.body_name, steps, _said(around), filled, around.back("check"),
        around.plan.days, tuple(around.plan.part(one) for one in around.commits),
    )  # fmt: skip
    return show(request, "portal/bundles/check.html", page, 200 if filled.sound else 422)


def _handed_in(request: Asked, around: Around) -> HttpResponse:
    """Puts the application on file, once however often it is sent; the files are durable before any row names them."""
    code = around.place.code(request)
    turns.take("submit", request.address, at=request.at)
    stored: dict[str, Given] = {}
    for one, content in drafts.contents(code):
        kept = store.keep(content, one.name, at=request.at).pk
        stored.setdefault(one.title, Given(one.title, file_id=kept, file_name=one.name))
    wanted = {one.key for one in around.bring}
    said = Applying(
        around.said.answers, around.said.filled, around.said.holder, around.place.channel,
        around.said.who.get("agent", ""),
        tuple(one for key, one in stored.items() if key in wanted),
        tuple(one for one in around.said.later if one in wanted and one not in stored), around.commits,
    )  # fmt: skip
    opened: list[int] = []

    def made(_: Mapping[str, str]) -> Made:
        found = bundles.apply(around.plan.offered.id, said, by=request.actor, at=request.at)
        opened.append(found.matter_id)
        return Made(found.cases[0], found.number, found.secret)

    titles = {one.key: one.material.name for one in around.bring}
    receipt = drafts.hand_in(code, made, by=request.actor, at=request.at, titles=titles)
    response = around.place.onward(request, "receipt", code)
    if opened and not around.place.kiosk:
        keyring.put(request, response, receipt.number, keyring.Key("matter", opened[0]))
    return response


def _said(around: Around) -> tuple[Said, ...]:
    return (*_promises(around), *_who(around), *_form(around), *_papers(around))


def _promises(around: Around) -> list[Said]:
    names = "、".join(around.plan.part(one).held.name for one in around.commits)
    chosen = same(names) if names else words("services.promise.no")
    return [Said("promise", words("bundles.commits"), chosen)] if around.plan.committing else []


def _who(around: Around) -> list[Said]:
    who = around.said.who
    person = who.get("kind") == fields.PERSON
    told = {**who, "code": citizen_id.mask(who.get("code", "")) if person else who.get("code", "")}
    return [
        Said("who", words(f"services.who_form.{name}.label"), named("object", told[name]) if name == "kind" else
             same(told[name]))
        for name in WHO
        if told.get(name)
    ]  # fmt: skip


def _form(around: Around) -> list[Said]:
    found = fields.judge(around.record, around.said, around.on)
    rows = []
    for part in fields.sections(around.record, around.said, around.on):
        for one in part.fields:
            value = found.values.get(one.key, "")
            if value:
                rows.append(Said(f"{PART}{part.key}", same(one.label), same(said(one, value))))
    return rows


def _papers(around: Around) -> list[Said]:
    files = around.draft.files
    rows = []
    for one in around.bring:
        names = [each.name for each in files if each.title == one.key]
        follows = words("services.materials.follows" if one.key in around.said.later else "services.materials.none")
        if one.material.licence_type and not names:
            follows = words("bundles.looked_up")
        rows.append(Said("materials", same(one.material.name), same("、".join(names)) if names else follows))
    return rows


@public
def receipt(request: Asked, key: str, kiosk: bool = False) -> HttpResponse:
    """`/bundles/KEY/apply/receipt`: for an hour, in the browser that handed in; a POST leaves it."""
    place = place_of(key, kiosk=kiosk)
    draft = place.draft(request)
    if draft.receipt is None:
        return onward(request, place.guide)
    if request.method == "POST":
        return place.left(request, place.list, Notice("done", words("bundles.receipt.left")))
    told = draft.receipt
    found = matters.of_case(told.case_id)
    facts = matters.matter(found[0] if found else 0, by=PUBLIC)
    home = home_of(told.number)
    drawn = segno.make(request.build_absolute_uri(home), error="m", micro=False, mask=MASK)
    qr = Markup(drawn.svg_inline(scale=4, svgclass="qr", lineclass=None))
    page = ReceiptPage(place, told, facts, home, qr)
    return show(request, "portal/bundles/receipt.html", page)


@public
def keep(request: Asked, key: str) -> HttpResponse:
    """`/bundles/KEY/apply/keep`: how to go on elsewhere; the code can be taken from this browser."""
    around = applying.around_of(request, key)
    place, draft = around.place, around.draft
    if draft.until is None or draft.receipt is not None or written.key_of(draft) != key:
        return onward(request, place.guide)
    if request.method == "POST":
        return place.left(request, place.guide, Notice("done", words("asking.keep_left")))
    code = drafts.grouped(place.code(request))
    link = request.build_absolute_uri(f"/bundles/resume?code={code}")
    page = KeepPage(key, code, link, draft.until, around.to(around.first_open))
    return show(request, "portal/bundles/keep.html", page)


@public
def resume(request: Asked) -> HttpResponse:
    """`/bundles/resume`: goes on with the application of a code, in this browser too."""
    label, hint = words("asking.code.label"), words("asking.code.hint")
    form = Form((Field("code", label, hint=hint, most=40, width=20, complete="off"),))
    if request.method != "POST":
        filled = form.empty(code=str(request.GET.get("code", ""))[:40])
        return show(request, "portal/bundles/resume.html", ResumePage(filled))
    filled = form.read(request.POST)
    if filled.sound:
        try:
            turns.take("resume", request.address, at=request.at)
            draft = drafts.read(filled["code"], at=request.at)
            if written.key_of(draft) and draft.until is not None:
                return place_of(written.key_of(draft)).onward(request, "", filled["code"])
            filled = filled.wrong("code", words("asking.code.wrong"))
        except Trouble as trouble:
            filled = filled.refused(trouble)
    return show(request, "portal/bundles/resume.html", ResumePage(filled), 422)

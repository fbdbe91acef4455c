"""The last screen of an application: everything once more, the promises agreed to, and handed in, once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.portal import identity, keyring
from zhengwu.portal.services import applying, fields, screens
from zhengwu.portal.services import materials as papers
from zhengwu.portal.services.names import named
from zhengwu.portal.services.place import Place
from zhengwu.portal.services.screens import PART, Around
from zhengwu.records.approvals import actions as approvals
from zhengwu.records.approvals.checklist import Reused
from zhengwu.records.approvals.submitting import Given, Submission, Submitted
from zhengwu.records.documents import store
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts import turns
from zhengwu.records.drafts.actions import FileFacts
from zhengwu.records.items.queries import Held
from zhengwu.records.licences import queries as licences
from zhengwu.records.licences.queries import LicenceFacts
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.catalogue.model import Commitment
from zhengwu.statute.catalogue.variants import asked
from zhengwu.statute.forms.model import Field, Kind
from zhengwu.statute.forms.saying import said
from zhengwu.statute.identifiers import citizen_id
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Filled
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked

SHOWN_OF_WHO = ("kind", "name", "code", "phone", "address", "agent", "about")


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: what was asked, what was said, and the screen where it is changed."""

    key: str
    label: Words
    value: Words


@dataclass(frozen=True, slots=True)
class CheckPage:
    """All answers and promises, to be looked at before they are handed in."""

    held: Held
    place: Place
    progress: Progress
    said: tuple[Said, ...]
    filled: Filled
    back: str
    letter: Commitment | None

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame


@public
def check(request: Asked, item_id: int, kiosk: bool = False) -> HttpResponse:
    """`/services/ID/apply/check`."""
    around = applying.around_of(request, item_id, kiosk=kiosk)
    turned = applying.elsewhere(request, around, "check")
    if turned is not None:
        return turned
    filled = screens.declaration(around).empty()
    if request.method == "POST":
        filled = screens.declaration(around).read(request.POST)
        if filled.sound:
            filled = _sound(request, around, filled)
        if filled.sound:
            try:
                return _handed_in(request, around)
            except Trouble as trouble:
                filled = filled.refused(trouble)
    letter = around.record.commitment if around.said.commits == "yes" else None
    steps, before = applying.progress(around, "check"), applying.back(around, "check")
    page = CheckPage(around.held, around.place, steps, _said(request, around), filled, before, letter)
    return show(request, "portal/services/check.html", page, 200 if filled.sound else 422)


def _sound(request: Asked, around: Around, filled: Filled) -> Filled:
    """The same with what became wrong since it was answered: another day, another version of the guide."""
    for fault in fields.judge(around.record, around.said, request.on).faults:
        filled = filled.wrong("", Words(fault.zh, fault.en))
    for one in papers.missing(request, around):
        filled = filled.wrong("", words("services.materials.missing", name=one.name))
    if around.said.who.get("about") and _about(around) is None:
        filled = filled.wrong("", words("services.who_form.about_unknown"))
    return filled


def _handed_in(request: Asked, around: Around) -> HttpResponse:
    """Puts the application on file, once however often it is sent; the files are durable before any row names them."""
    place, code = around.place, around.place.code(request)
    turns.take("submit", request.address, at=request.at)
    stored = {
        one.id: (one, store.keep(content, one.name, at=request.at).pk) for one, content in drafts.contents(code)
    }  # fmt: skip
    said = submission(around, tuple(stored.values()), papers.standing(request, around))

    def opened(_: Mapping[str, str]) -> Submitted:
        return approvals.submit(around.held.item_id, said, by=request.actor, at=request.at)

    receipt = drafts.hand_in(code, opened, by=request.actor, at=request.at, titles=titles(around.held))
    response = place.onward(request, "receipt", code)
    if not place.kiosk:
        identity.forget(response)
        keyring.put(request, response, receipt.number, keyring.Key("applicant", receipt.case_id))
    return response


def titles(held: Held) -> dict[str, str]:
    """What the files of a draft are called at the case: by their materials."""
    return {one.key: one.name for one in held.record.materials}


def submission(around: Around, stored: tuple[tuple[FileFacts, int], ...], held: Mapping[str, Reused]) -> Submission:
    """What is handed in. Of several files of a material the first stands in the list; the others are with the case."""
    said = around.said
    wanted = {one.key for one in around.materials}
    first = {one.title: (one, file_id) for one, file_id in reversed(stored) if one.title in wanted}
    given = [Given(key, file_id=file_id, file_name=one.name) for key, (one, file_id) in first.items()]
    given += [
        Given(key, one.file_id, one.file_name, one.licence_id, reused_from=one.source)
        for key, one in held.items()
        if key in wanted and key not in first
    ]
    there = {one.key for one in given}
    about = _about(around)
    return Submission(
        answers=around.answers,
        filled=fields.raw_of(around.record, said),
        holder=said.holder,
        channel=around.place.channel,
        mandate=said.who.get("agent", ""),
        materials=tuple(given),
        deferred=tuple(one for one in said.later if one in wanted and one not in there),
        commits=said.commits == "yes" and around.offers_commitment,
        about=about.id if about else None,
    )


def _about(around: Around) -> LicenceFacts | None:
    """The licence that is to be changed, by the number on it and its holder's code."""
    number = around.said.who.get("about", "")
    if not number:
        return None
    return next((one for one in licences.of_holder(around.said.holder.code) if one.number == number), None)


def _said(request: Asked, around: Around) -> tuple[Said, ...]:
    return (*_situation(around), *_who(around), *_form(around), *_papers(request, around))


def _situation(around: Around) -> list[Said]:
    answers = around.answers
    rows = [
        Said("situation", same(one.text), same(next(each.text for each in one.choices if each.key == answers[one.key])))
        for one in asked(around.record, answers)
        if one.key in answers
    ]
    if around.said.commits:
        rows.append(Said("promise", words("services.promise.label"), words(f"services.promise.{around.said.commits}")))
    return rows


def _who(around: Around) -> list[Said]:
    who = around.said.who
    told = {**who, "code": _masked(who)}
    return [
        Said(
            "who",
            words(f"services.who_form.{name}.label"),
            named("object", told[name]) if name == "kind" else same(told[name]),
        )
        for name in SHOWN_OF_WHO
        if told.get(name)
    ]


def _masked(who: Mapping[str, str]) -> str:
    code = who.get("code", "")
    return citizen_id.mask(code) if who.get("kind") == fields.PERSON else code


def _form(around: Around) -> list[Said]:
    found = fields.judge(around.record, around.said, around.on)
    return [
        Said(f"{PART}{part.key}", same(one.label), _value(one, found.values[one.key]))
        for part in fields.sections(around.record, around.said, around.on)
        for one in part.fields
        if one.key in found.values
    ]


def _value(one: Field, value: str | tuple[str, ...]) -> Words:
    if one.kind is Kind.YES:
        return words(f"services.fill.{value}")
    return same(said(one, value))


def _papers(request: Asked, around: Around) -> list[Said]:
    """Each material with how it is given."""
    files = around.draft.files
    held = papers.standing(request, around)
    rows = []
    for one in around.materials:
        names = [each.name for each in files if each.title == one.key]
        if names:
            value = same("、".join(names))
        elif one.key in held:
            value = words("services.materials.reused", source=held[one.key].source)
        elif one.key in around.said.later:
            value = words("services.materials.follows")
        else:
            value = words("services.materials.none")
        rows.append(Said("materials", same(one.name), value))
    return rows

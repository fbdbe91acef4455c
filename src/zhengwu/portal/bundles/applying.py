"""Applying for a bundle: who, one form for all parts, one set of materials; what is typed is kept for a week."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse

from zhengwu.portal.bundles import written
from zhengwu.portal.bundles.guide import PREFIX, at_kiosk, found
from zhengwu.portal.bundles.papers import listed, papers_of
from zhengwu.portal.bundles.place import Place, place_of
from zhengwu.portal.bundles.written import PART, Around
from zhengwu.portal.files import FILES_HINT, uploads
from zhengwu.portal.services import fields
from zhengwu.portal.services.guiding import Need as Shown
from zhengwu.records.bundles import offers
from zhengwu.records.bundles.planning import Need, Planned, planned
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts.actions import FileFacts, Sent
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked

FILE, LATER = "file-", "later-"
MOST_FILES = 60
MOST_BYTES = 60_000_000


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One screen with questions. `letters` are the commitments of the parts where they are asked for."""

    place: Place
    name: str
    title: Words
    progress: Progress
    filled: Filled
    back: str
    help: str
    letters: tuple[Planned, ...]

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame


@dataclass(frozen=True, slots=True)
class Wanted:
    """A material on the page: what it is, for which parts, its fields, the files that are there. `guide` is where its
    blank form and its sample lie: the guide of the first part that has them.
    """

    need: Shown
    guide: str
    parts: str
    fields: tuple[Field, ...]
    files: tuple[FileFacts, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class MaterialsPage:
    """All materials of this situation, each once."""

    place: Place
    name: str
    progress: Progress
    wanted: tuple[Wanted, ...]
    filled: Filled
    back: str

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame


def around_of(request: Asked, key: str, *, kiosk: bool = False) -> Around:
    """The bundle as it is planned today for what this browser has written. Raises Trouble (missing)."""
    offered, _ = found(request, key)
    place = place_of(key, kiosk=kiosk)
    draft = place.draft(request)
    said = written.written_of(draft, key)
    offered = next((one for one in offers.of_key(key, request.on) if one.id == said.version), offered)
    return Around(planned(offered, said.answers, request.on), said, request.on, place, draft)


@public
def begin(request: Asked, key: str, kiosk: bool = False) -> HttpResponse:
    """`/bundles/KEY/apply`: the answers of the situation are kept, and the first screen follows."""
    place = place_of(key, kiosk=kiosk)
    draft = place.draft(request)
    if request.method != "POST":
        around = around_of(request, key, kiosk=kiosk)
        going = around.said.answers and written.key_of(draft) == key
        return onward(request, around.to(around.first_open) if going else place.guide)
    offered, _ = found(request, key)
    answers = {
        name.removeprefix(PREFIX): str(value)[:80] for name, value in request.POST.items() if name.startswith(PREFIX)
    }
    plan = planned(offered, answers, request.on)
    if not plan.complete or (kiosk and not at_kiosk(plan)):
        return onward(request, place.guide, Notice("warning", words("bundles.answer_first")))
    going = draft.receipt is None and written.key_of(draft) == key
    before = written.written_of(draft, key)
    said = before if going and before.answers == answers else replace(written.NOBODY, answers=answers, who=before.who)
    kept_by = place.code(request) if going else ""
    code = drafts.save(kept_by, written.kept(replace(said, version=offered.id), key), at=request.at)
    around = Around(plan, said, request.on, place, draft)
    return place.onward(request, around.order[0], code)


@public
def screen(request: Asked, key: str, screen: str, kiosk: bool = False) -> HttpResponse:
    """`/bundles/KEY/apply/SCREEN`: one screen; what was answered is kept, and the next one follows."""
    around = around_of(request, key, kiosk=kiosk)
    turned = elsewhere(request, around, screen)
    if turned is not None:
        return turned
    if screen == "promise":
        return _promise(request, around)
    return _who(request, around) if screen == "who" else _part(request, around, screen)


def elsewhere(request: Asked, around: Around, screen: str) -> HttpResponse | None:
    """Where somebody is led who cannot be on this screen now; None where they can."""
    if around.draft.receipt is not None:
        return onward(request, around.to("receipt"))
    if not around.plan.complete:
        return onward(request, around.place.guide, Notice("note", words("bundles.answer_first")))
    if screen not in around.order:
        if screen.startswith(PART):
            return onward(request, around.to(around.first_open))
        raise Http404(screen)
    if around.order.index(screen) > around.order.index(around.first_open):
        return onward(request, around.to(around.first_open))
    return None


def kept(request: Asked, around: Around) -> str:
    """Keeps what is written; gives the code of the draft."""
    return drafts.save(around.place.code(request), written.kept(around.said, around.key), at=request.at)


def _next(request: Asked, around: Around, screen: str, **changed: object) -> HttpResponse:
    now = written.passed(around, screen, **changed)
    code = kept(request, now)
    after = now.order[now.order.index(screen) + 1]
    to_check = request.GET.get("then") == "check" and now.first_open == "check"
    return around.place.onward(request, "check" if to_check else after, code)


def _shown(
    request: Asked, around: Around, screen: str, filled: Filled, status: int = 200, text: str = ""
) -> HttpResponse:
    page = ScreenPage(
        around.place,
        around.plan.offered.content.name,
        around.title(screen),
        around.progress(screen),
        filled,
        around.back(screen),
        text,
        around.plan.committing if screen == "promise" else (),
    )
    return show(request, "portal/bundles/screen.html", page, status)


def _promise(request: Asked, around: Around) -> HttpResponse:
    """For which parts notice and commitment is chosen; none is a choice, too."""
    choices = tuple(
        Choice(one.node.key, same(one.held.name), words(f"services.promise.{one.held.record.commitment.kind}"))
        for one in around.plan.committing
    )
    form = Form((Field("commits", words("bundles.commits"), "checks", required=False, choices=choices),))
    if request.method != "POST":
        chosen = replace(form.empty(), values={"commits": around.commits})
        return _shown(request, around, "promise", chosen)
    filled = form.read(request.POST)
    if not filled.sound:
        return _shown(request, around, "promise", filled, 422)
    passed = tuple(one for one in around.said.passed if one != "materials")
    now = replace(around, said=replace(around.said, passed=passed))
    return _next(request, now, "promise", commits=" ".join(filled.many("commits")))


def _who(request: Asked, around: Around) -> HttpResponse:
    form = fields.who_form(around.record, around.place.complete)
    if request.method != "POST":
        objects = around.record.objects
        only = objects[0] if len(objects) == 1 else ""
        return _shown(request, around, "who", form.empty(**{"kind": only, **around.said.who}))
    filled = form.read(request.POST)
    if filled.sound:
        filled = fields.who_checked(around.record, filled, around.said, request.on)
    if not filled.sound:
        return _shown(request, around, "who", filled, 422)
    return _next(request, around, "who", who=fields.who_of(filled))


def _part(request: Asked, around: Around, screen: str) -> HttpResponse:
    """A page of the merged form. Fields that the answers make wanted are shown before one goes on."""
    name = screen.removeprefix(PART)
    part = next(one for one in fields.sections(around.record, around.said, request.on) if one.key == name)
    if request.method != "POST":
        seen = fields.judge(around.record, around.said, request.on, name)
        return _shown(
            request, around, screen, fields.shown(part, seen, around.place.complete, faults=False), text=part.help
        )
    keys = [one.key for one in fields.all_fields(around.record, name)]
    sent = {one: tuple(str(value)[: fields.LONG] for value in request.POST.getlist(one)) for one in keys}
    said = replace(around.said, filled={**around.said.filled, **sent})
    part = next((one for one in fields.sections(around.record, said, request.on) if one.key == name), part)
    filled = fields.shown(part, fields.judge(around.record, said, request.on, name), around.place.complete)
    if not filled.sound:
        return _shown(request, around, screen, filled, 422, part.help)
    return _next(request, replace(around, said=said), screen)


@public
def materials(request: Asked, key: str, kiosk: bool = False) -> HttpResponse:
    """`/bundles/KEY/apply/materials`: each material once, for all parts that want it."""
    around = around_of(request, key, kiosk=kiosk)
    turned = elsewhere(request, around, "materials")
    if turned is not None:
        return turned
    form = Form(tuple(field for one in around.bring for field in _fields(around, one)))
    if request.method != "POST":
        return _materials(request, around, form.empty(**{f"{LATER}{one}": "yes" for one in around.said.later}))
    code, removed = around.place.code(request), str(request.POST.get("remove", ""))
    if removed.isdecimal():
        drafts.detach(code, int(removed[:15]))
        return around.place.onward(request, "materials", code)
    filled = _attached(request, around, form.read(request.POST))
    later = tuple(one.key for one in around.bring if filled[f"{LATER}{one.key}"])
    now = replace(around, said=replace(around.said, later=later))
    kept(request, now)
    if filled.sound and "stay" in request.POST:
        return around.place.onward(request, "materials", code)
    for one in lacking(now, {each.title for each in around.place.draft(request).files}) if filled.sound else ():
        said = words("services.materials.missing", name=one.material.name)
        filled = filled.wrong(f"{FILE}{one.key}", said)
    return _next(request, now, "materials") if filled.sound else _materials(request, now, filled, 422)


def lacking(around: Around, there: Collection[str]) -> tuple[Need, ...]:
    """What is still to be handed in: neither there nor promised. Licences are looked for on file at the end."""
    return tuple(
        one
        for one in around.bring
        if one.material.necessity != "conditional"
        and one.key not in there
        and not one.material.licence_type
        and not (one.key in around.said.later and one.deferrable)
    )


def _fields(around: Around, one: Need) -> tuple[Field, ...]:
    found = [
        Field(
            f"{FILE}{one.key}",
            words("services.materials.file", name=one.material.name),
            "files",
            FILES_HINT,
            required=False,
        )
    ]
    if one.deferrable:
        choice = Choice("yes", words("services.materials.later", n=around.plan.follow_days(one)))
        found.append(
            Field(f"{LATER}{one.key}", words("services.materials.later_label"), "checks", None, False, (choice,))
        )
    return tuple(found)


def _attached(request: Asked, around: Around, filled: Filled) -> Filled:
    """The files that came, put to the draft beside their materials."""
    sent: list[Sent] = []
    for one in around.bring:
        filled, came = uploads(request, filled, f"{FILE}{one.key}")
        if f"{FILE}{one.key}" not in filled.problems:
            sent += [Sent(file.content, file.name, "application", one.key) for file in came]
    if sent:
        try:
            drafts.attach(around.place.code(request), sent, at=request.at, most=MOST_FILES, most_bytes=MOST_BYTES)
        except Trouble as trouble:
            return filled.refused(trouble)
    return filled


def _materials(request: Asked, around: Around, filled: Filled, status: int = 200) -> HttpResponse:
    files = around.place.draft(request).files
    there = {} if around.place.kiosk else papers_of(around.plan)
    wanted = tuple(
        Wanted(
            *listed(around.plan, one, there),
            parts_of(around, one),
            _fields(around, one),
            tuple(each for each in files if each.title == one.key),
            bool(one.material.licence_type),
        )
        for one in around.bring
    )
    name, steps = around.plan.offered.content.name, around.progress("materials")
    page = MaterialsPage(around.place, name, steps, wanted, filled, around.back("materials"))
    return show(request, "portal/bundles/materials.html", page, status)


def parts_of(around: Around, one: Need) -> str:
    """The parts that want a material, by their names."""
    return "、".join(dict.fromkeys(around.plan.part(node).held.name for node, _ in one.uses))

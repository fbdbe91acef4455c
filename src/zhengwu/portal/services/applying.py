"""Applying for a service: the beginning, and the screens with questions; what is typed is kept for a week.

The same views serve the portal and the kiosk (`kiosk=True`). The guide in force is looked at on every screen, so that a
version that came into force meanwhile is what is applied under; whoever began before is told so.
"""

from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse

from zhengwu.portal.services import fields, guiding, screens
from zhengwu.portal.services.guide import held_now
from zhengwu.portal.services.guiding import PREFIX, Guide
from zhengwu.portal.services.place import Place
from zhengwu.portal.services.screens import PART, Around
from zhengwu.portal.services.written import Written, written_of
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.items import papers
from zhengwu.records.items.queries import Held
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Words, conflict
from zhengwu.statute.catalogue.model import Commitment, Question
from zhengwu.statute.catalogue.variants import asked
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Filled
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked


@dataclass(frozen=True, slots=True)
class StartPage:
    """What one needs for this service, and whether there is a draft to go on with."""

    held: Held
    guide: Guide
    place: Place
    resume: str
    query: str

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One screen with questions. `letter` is the commitment where it is asked for."""

    held: Held
    place: Place
    key: str
    title: Words
    progress: Progress
    filled: Filled
    back: str
    help: str
    letter: Commitment | None

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame


def around_of(request: Asked, item_id: int, *, kiosk: bool) -> Around:
    """The item in force and what this browser has written for it. Trouble: missing, conflict (not applied for here)."""
    held = held_now(item_id, request.on)
    place = Place(item_id, kiosk)
    here = held.record.kiosk if kiosk else "online" in held.record.channels
    if not here:
        said = words("services.not_applied_here")
        raise conflict("not_here", said.zh, said.en, where="item_id", advice=words("services.not_applied_how"))
    draft = place.draft(request)
    return Around(held, place, written_of(draft, item_id), draft, request.on)


def keep(request: Asked, around: Around, said: Written) -> str:
    """Keeps what is written; gives the code of the draft."""
    kept = replace(said, version=said.version or around.held.number).kept(around.held.item_id)
    return drafts.save(around.place.code(request), kept, at=request.at)


@public
def start(request: Asked, item_id: int, kiosk: bool = False) -> HttpResponse:
    """`/services/ID/apply`: what one needs; a draft is gone on with, or thrown away."""
    around = around_of(request, item_id, kiosk=kiosk)
    place = around.place
    if request.method == "POST":
        drafts.drop(place.code(request))
        return place.left(request, place.home)
    given = guiding.answers_of(around.record, {key: str(value) for key, value in request.GET.items()})
    there = {} if kiosk else papers.files(item_id)
    guide = guiding.guide_of(
        around.record, given or around.answers, request.on, calendar_of(around.held.body_id), there
    )
    going = "receipt" if around.draft.receipt else around.first_open if around.said.passed else ""
    query = f"?{guide.query}" if guide.query and "situation" in around.order else ""
    page = StartPage(around.held, guide, place, going, f"{place.to(around.order[0])}{query}")
    return show(request, "portal/services/start.html", page)


@public
def screen(request: Asked, item_id: int, key: str, kiosk: bool = False) -> HttpResponse:
    """`/services/ID/apply/KEY`: one screen; what was answered is kept, and the next one follows."""
    around = around_of(request, item_id, kiosk=kiosk)
    turned = elsewhere(request, around, key)
    if turned is not None:
        return turned
    if key == "situation":
        return _situation(request, around)
    if key == "promise":
        return _promise(request, around)
    if key == "who":
        return _who(request, around)
    if key.startswith(PART):
        return _part(request, around, key)
    raise Http404(key)


def elsewhere(request: Asked, around: Around, key: str) -> HttpResponse | None:
    """Where somebody is led who cannot be on this screen now; None where they can."""
    place = around.place
    if around.draft.receipt is not None:
        return onward(request, place.to("receipt"))
    keys = around.order
    if key not in keys:
        if key.startswith(PART) and fields.all_fields(around.record, key.removeprefix(PART)):
            return onward(request, place.to(around.first_open))
        raise Http404(key)
    if keys.index(key) > keys.index(around.first_open):
        return onward(request, place.to(around.first_open))
    return None


def _situation(request: Asked, around: Around) -> HttpResponse:
    """The questions of the situation; where answers make further ones, these are asked too before going on."""
    if request.method != "POST":
        sent = {key: str(value) for key, value in request.GET.items()}
        known = guiding.answers_of(around.record, sent) or around.answers
        form = screens.situation(around, known)
        return _shown(request, around, "situation", form.empty(**{f"{PREFIX}{key}": one for key, one in known.items()}))
    answers = guiding.answers_of(around.record, {key: str(value) for key, value in request.POST.items()})
    filled = screens.situation(around, answers).read(request.POST)
    if not filled.sound:
        new = tuple(one for one in asked(around.record, answers) if f"{PREFIX}{one.key}" not in request.POST)
        return _shown(request, around, "situation", _first_asked(filled, new), 422)
    changed = answers != around.answers
    passed = tuple(one for one in around.said.passed if not changed or one != "materials")
    return _next(request, around, "situation", replace(around.said, passed=passed), answers=answers)


def _first_asked(filled: Filled, new: tuple[Question, ...]) -> Filled:
    """A question that only now turned up is no mistake of who answers: it is asked, in one sentence on top."""
    names = {f"{PREFIX}{one.key}" for one in new}
    problems = {name: said for name, said in filled.problems.items() if name not in names}
    if problems or not names:
        return filled
    return replace(filled, problems={}, general=(words("services.fill.further"),))


def _promise(request: Asked, around: Around) -> HttpResponse:
    form = screens.promise(around)
    if request.method != "POST":
        return _shown(request, around, "promise", form.empty(commits=around.said.commits))
    filled = form.read(request.POST)
    if not filled.sound:
        return _shown(request, around, "promise", filled, 422)
    return _next(request, around, "promise", around.said, commits=filled["commits"])


def _who(request: Asked, around: Around) -> HttpResponse:
    form = fields.who_form(around.record, around.place.complete)
    if request.method != "POST":
        only = around.record.objects[0] if len(around.record.objects) == 1 else ""
        return _shown(request, around, "who", form.empty(**{"kind": only, **around.said.who}))
    filled = form.read(request.POST)
    if filled.sound:
        filled = fields.who_checked(around.record, filled, around.said, request.on)
    if not filled.sound:
        return _shown(request, around, "who", filled, 422)
    return _next(request, around, "who", around.said, who=fields.who_of(filled))


def _part(request: Asked, around: Around, key: str) -> HttpResponse:
    """A page of the item's form. Fields that the answers make wanted are shown before one goes on."""
    name, place = key.removeprefix(PART), around.place
    part = next(one for one in fields.sections(around.record, around.said, request.on) if one.key == name)
    if request.method != "POST":
        found = fields.judge(around.record, around.said, request.on, name)
        return _shown(request, around, key, fields.shown(part, found, place.complete, faults=False), note=part.help)
    keys = tuple(one.key for one in fields.all_fields(around.record, name))
    sent = {one: tuple(str(value)[: fields.LONG] for value in request.POST.getlist(one)) for one in keys}
    said = replace(around.said, filled={**around.said.filled, **sent})
    part = next((one for one in fields.sections(around.record, said, request.on) if one.key == name), part)
    found = fields.judge(around.record, said, request.on, name)
    filled = fields.shown(part, found, place.complete)
    if not filled.sound:
        return _shown(request, around, key, filled, 422, note=part.help)
    return _next(request, replace(around, said=said), key, said)


def _next(request: Asked, around: Around, key: str, said: Written, **changed: object) -> HttpResponse:
    """Keeps a finished screen and goes on: to the next one, or back to the last where only this was to be changed."""
    said = said.having(key, **changed)
    now = replace(around, said=said)
    code = keep(request, now, said)
    back = request.GET.get("then") == "check" and now.first_open == "check"
    notices = (Notice("note", words("services.newer")),) if _is_newer(now) else ()
    return around.place.onward(request, "check" if back else now.after(key), code, *notices)


def _is_newer(around: Around) -> bool:
    return bool(around.said.version) and around.said.version != around.held.number


def _shown(
    request: Asked, around: Around, key: str, filled: Filled, status: int = 200, *, note: str = ""
) -> HttpResponse:
    letter = around.record.commitment if key == "promise" else None
    page = ScreenPage(
        around.held,
        around.place,
        key,
        around.title(key),
        progress(around, key),
        filled,
        back(around, key),
        note,
        letter,
    )
    return show(request, "portal/services/screen.html", page, status)


def progress(around: Around, key: str) -> Progress:
    """Where one is among the screens."""
    keys = around.order
    return Progress(tuple(around.title(one) for one in keys), keys.index(key))


def back(around: Around, key: str) -> str:
    """The address of the screen before."""
    keys = around.order
    at = keys.index(key)
    return around.place.to(keys[at - 1]) if at else around.place.home

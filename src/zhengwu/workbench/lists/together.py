"""One step in many cases: chosen, looked at case by case with what the law says of each, then begun.

Which cases: those ticked in a list (`case`), all open ones of a wording (`wording`), or a whole list (`all=1` with what
it is narrowed to). At most 500; what is decided or proposed for all must be about the same words.
"""

from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpResponse

from zhengwu.records.batches import actions as batches
from zhengwu.records.cases import queries
from zhengwu.records.cases.sheet import Opened
from zhengwu.records.cases.together import MOST, Standing, offered, standing
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures.model import FieldKind
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked
from zhengwu.workbench.cases.fields import ON, beginning, form_of, says
from zhengwu.workbench.lists import narrowing
from zhengwu.workbench.naming import procedure_name, stage, step_name

STEP = Words("这个可以一起办理的步骤", "step that these cases admit together")
SEEN = Field("seen", words("groups.together"), "hidden", required=False, most=MOST * 32)  # an id and a length a case


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that some of the cases admit: where it is looked at, and in how many of them it can be taken."""

    href: str
    step: Words
    procedure: Words
    count: int


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """The cases chosen, and the steps that at least one of them admits. `cut` says that there were more than 500."""

    cases: tuple["Seen", ...]
    offers: tuple[Offer, ...]
    cut: bool
    back: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A case among those chosen; `why` is why the step is not for it, None where it can be taken."""

    id: int
    number: str
    title: str
    applicant: str
    stage: Words
    why: Words | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A step looked at case by case: those in which it will be taken, those in which not, and what it asks."""

    step: Words
    procedure: Words
    basis: str
    ready: tuple[Seen, ...]
    refused: tuple[Seen, ...]
    form: Filled | None
    here: str
    back: str
    grave: bool


@staff
def choose(request: Asked) -> HttpResponse:
    """`/desk/together`: which step."""
    ids = _ids(request)
    found = standing(request.actor, ids[:MOST], request.on)
    query = request.META.get("QUERY_STRING", "")
    offers = tuple(
        Offer(f"/desk/together/{rules}/{step}?{query}", step_name(rules, step), procedure_name(rules), count)
        for rules, step, count in (offered(found) if found else [])
    )
    cases = tuple(_seen(one.opened) for one in found)
    return show(request, "workbench/lists/together.html", ChoicePage(cases, offers, len(ids) > MOST, _back(request)))


@staff
def act(request: Asked, procedure: str, key: str) -> HttpResponse:
    """`/desk/together/PROCEDURE/STEP`: the step in each case; sent, it is begun and the first cases are done."""
    expected = _expected(request) if request.method == "POST" else {}
    ids = list(expected) or _ids(request)
    found = standing(request.actor, ids[:MOST], request.on)
    if (procedure, key) not in {(rules, step) for rules, step, _ in (offered(found) if found else [])}:
        raise missing(STEP, where="step")
    told = [(one, _why(one, found, procedure, key)) for one in found]
    ready = [one for one, (why, _) in told if why is None]
    sample = ready[0].opened
    step = sample.rules.step(key)
    if step is None:
        raise missing(STEP, where="step")
    form = _form(request, sample, step)
    if request.method == "POST":
        filled = form.read(request.POST)
        if filled.sound:
            return _begun(request, step, filled, procedure, ready, expected)
        return show(request, "workbench/lists/preview.html", _page(request, step, told, filled), 422)
    seen = ".".join(f"{one.opened.envelope.id}-{one.opened.envelope.length}" for one in ready)
    values = beginning(sample, step, request.on) | {"seen": seen}
    return show(request, "workbench/lists/preview.html", _page(request, step, told, form.empty(**values)))


def _begun(
    request: Asked,
    step: statute.Step,
    filled: Filled,
    procedure: str,
    ready: list[Standing],
    expected: dict[int, int],
) -> HttpResponse:
    event = statute.Event(step.key, filled.day(ON) or request.on, says=says(step, filled))
    lines = [(pk, expected.get(pk, one.opened.envelope.length)) for one in ready for pk in (one.opened.envelope.id,)]
    key = str(request.POST.get("key", "")) or sha256(f"{procedure} {step.key} {filled['seen']}".encode()).hexdigest()
    begun = batches.begin(key, procedure, event, lines, by=request.actor, at=request.at)
    left = batches.go_on(begun, by=request.actor, at=request.at)
    said = words("groups.batch.begun" if left else "groups.batch.ended")
    return onward(request, f"/desk/batches/{begun}", Notice("done", said))


def _form(request: Asked, sample: Opened, step: statute.Step) -> Form:
    """What the step asks, once for all: what one of its matters is about stays with the page of each case."""
    single = {one.key for one in step.fields if one.kind is FieldKind.ITEM} | {"expected"}
    fields = form_of(sample, step, request.actor, request.on).fields
    return Form((*(one for one in fields if one.name not in single), SEEN))


def _why(one: Standing, among: list[Standing], procedure: str, key: str) -> tuple[Words | None, str]:
    """Why the step is not for a case, with the article; None where it can be taken."""
    if one.opened.rules.key != procedure:
        return words("groups.why.procedure"), ""
    told = one.step(key)
    if told is None or not told.lawful:
        return (Words(told.zh, told.en), told.basis) if told else (words("groups.why.procedure"), "")
    first = next(each.opened for each in among if _is_lawful(each, procedure, key))
    if key == "assigned" and first.envelope.body_id != one.opened.envelope.body_id:
        return words("groups.why.body"), ""
    return None, ""


def _is_lawful(one: Standing, procedure: str, key: str) -> bool:
    told = one.step(key)
    return one.opened.rules.key == procedure and told is not None and told.lawful


def _page(
    request: Asked, step: statute.Step, told: list[tuple[Standing, tuple[Words | None, str]]], filled: Filled
) -> PreviewPage:
    rules = next(one.opened.rules.key for one, (why, _) in told if why is None)
    cases = [_seen(one.opened, why, basis) for one, (why, basis) in told]
    return PreviewPage(
        step_name(rules, step.key),
        procedure_name(rules),
        step.basis,
        tuple(one for one in cases if one.why is None),
        tuple(one for one in cases if one.why is not None),
        filled,
        request.get_full_path(),
        _back(request),
        step.items == "concludes",
    )


def _seen(found: Opened, why: Words | None = None, basis: str = "") -> Seen:
    one = found.envelope
    return Seen(one.id, one.number, one.title, one.applicant_name, stage(one.procedure, found.case.state), why, basis)


def _ids(request: Asked) -> list[int]:
    """The cases that the address names; one more than may be worked on where there are more."""
    ticked = [int(pk) for pk in request.GET.getlist("case")[: MOST + 1] if pk.isdecimal() and len(pk) < 19]
    if ticked:
        return ticked
    wording = request.GET.get("wording", "")
    one = narrowing.asked(request.GET)
    if wording.isdecimal() and len(wording) < 16 and "all" not in request.GET:
        return queries.ids(request.actor, Wanted(wording_id=int(wording), is_open=True), most=MOST + 1)
    if "all" not in request.GET:
        return []
    wanted = narrowing.wanted(narrowing.with_tab(one, request.actor), request.actor, request.on)
    return queries.ids(request.actor, wanted, most=MOST + 1)


def _expected(request: Asked) -> dict[int, int]:
    """The cases that the form was shown for, each with how many entries it had then."""
    pairs = (pair.partition("-") for pair in str(request.POST.get("seen", ""))[:20_000].split("."))
    sound = ((pk, length) for pk, _, length in pairs if pk.isdecimal() and length.isdecimal() and len(pk) < 19)
    return {int(pk): int(length[:9]) for pk, length in sound}


def _back(request: Asked) -> str:
    """The list from which the cases were chosen."""
    wording = request.GET.get("wording", "")
    if wording.isdecimal() and "all" not in request.GET:
        return f"/desk/groups/{wording[:15]}"
    return narrowing.asked(request.GET).address()

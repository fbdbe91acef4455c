"""The third screen of the counter: what was brought, and the item's form; sent, the application is on file.

What the office has already is chosen beforehand. "All seen" stands for every other material of which nothing is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.http import HttpResponse

from zhengwu.records.approvals import actions as approvals
from zhengwu.records.approvals import checklist, desk
from zhengwu.records.approvals.checklist import Line
from zhengwu.records.approvals.desk import Known
from zhengwu.records.approvals.submitting import Given, Submission, Submitted
from zhengwu.records.cases import actions as cases
from zhengwu.records.items.queries import Held
from zhengwu.records.troubles import Trouble, Words
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.statute.catalogue.variants import told
from zhengwu.statute.procedures import Event
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked
from zhengwu.workbench.approvals import answers
from zhengwu.workbench.approvals.finding import PLACE, progress
from zhengwu.workbench.approvals.taking import answers_of, holder_of, offered

MATERIAL = "m-"
SEEN, REUSE, FOLLOWS, WANTING = "seen", "reuse", "follows", "wanting"
YES = (Choice("yes", words("items.yes")),)
DOES = ("accept", "finish", "receive")


@dataclass(frozen=True, slots=True)
class BringPage:
    """The checklist and the form. `finishes`: the item ends on the spot."""

    progress: Progress
    held: Held
    holder: str
    situation: tuple[str, ...]
    form: Filled
    materials: tuple[Field, ...]
    others: tuple[Field, ...]
    asked: tuple[Field, ...]
    known: Known | None
    finishes: bool
    at: str
    back: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What is being taken in: the item, what was said on the screen before, what is to be brought."""

    held: Held
    values: Mapping[str, str]
    lines: tuple[Line, ...]
    known: Known | None
    on: date


@staff
def bring(request: Asked, item_id: int) -> HttpResponse:
    """`/desk/intake/ITEM/bring`: sent, puts the application on file and goes on to the receipt."""
    held = offered(request.actor, item_id, request.on)
    kept = unfinished.read(request.actor, f"{PLACE}{item_id}", at=request.at)
    if kept is None or not kept.values.get("name"):
        taken = request.method == "POST" and unfinished.read(request.actor, f"taken/{item_id}", at=request.at)
        return onward(request, f"/desk/{PLACE}{item_id}{'/receipt' if taken else ''}")
    here = _intake(request, held, kept.values)
    if request.method != "POST":
        return _shown(
            request, here, _form(here, _typed(request, here), request.on).empty(**_beginning(here)), first=True
        )
    typed = _typed(request, here)
    judging = answers.judge(held.record, typed, request.on)
    filled = _form(here, typed, request.on).read(request.POST)
    does = next((one for one in DOES if one == request.POST.get("does")), "finish" if _finishes(here) else "accept")
    if does != "receive":
        filled = replace(filled, problems={**filled.problems, **answers.problems(judging), **_wanting(here, filled)})
    filled = replace(filled, problems={} if does == "receive" else filled.problems)
    if not filled.sound:
        return _shown(request, here, filled, 422)
    try:
        with transaction.atomic():
            made = _submit(request, here, filled, typed, does)
            if made.secret:
                receipt = {"case_id": str(made.case_id), "number": made.number, "secret": made.secret}
                unfinished.keep(request.actor, f"taken/{item_id}", receipt, at=request.at)
            unfinished.drop(request.actor, f"{PLACE}{item_id}")
    except Trouble as trouble:
        return _shown(request, here, filled.refused(_located(trouble)), STATUS[trouble.kind])
    return onward(request, f"/desk/{PLACE}{item_id}/receipt")


def _finishes(here: Intake) -> bool:
    return told(here.held.record, answers_of(here.values)).case_type == "on_the_spot"


def _intake(request: Asked, held: Held, values: Mapping[str, str]) -> Intake:
    code, said = values.get("code", ""), answers_of(values)
    lines = checklist.of(held.record, said, code, on=request.on, body_id=held.body_id)
    known = desk.known(request.actor, code, request.on) if code else None
    return Intake(held, values, lines, known, request.on)


def _submit(request: Asked, here: Intake, filled: Filled, typed: Mapping[str, tuple[str, ...]], does: str) -> Submitted:
    """The application on file; accepted where all is there, finished where it ends on the spot."""
    said = _submission(here, filled, typed, does)
    key = f"counter:{request.POST.get('key', '')}"[:100]
    made = approvals.submit(here.held.item_id, said, by=request.actor, at=request.at, source_key=key)
    if not made.secret:
        return made
    if does == "accept":
        cases.take(made.case_id, Event("accepted", request.on), by=request.actor, at=request.at)
    elif does == "finish":
        approvals.finish_on_the_spot(made.case_id, by=request.actor, at=request.at)
    return made


def _submission(here: Intake, filled: Filled, typed: Mapping[str, tuple[str, ...]], does: str) -> Submission:
    values, about = here.values, filled["about"]
    given = [_given(line, _chosen(line, filled)) for line in here.lines]
    return Submission(
        answers=answers_of(values),
        filled=typed,
        holder=holder_of(values),
        channel=values.get("channel", "counter"),
        mandate=values.get("mandate", ""),
        materials=tuple(one for one in given if one is not None),
        deferred=tuple(line.material.key for line in here.lines if _chosen(line, filled) == FOLLOWS),
        commits=filled["commits"] == "yes",
        about=int(about) if about.isdecimal() else None,
        received_on=date.fromisoformat(values["received_on"]) if values.get("received_on") else None,
        incomplete=does == "receive",
    )


def _chosen(line: Line, filled: Filled) -> str:
    """What became of a material: what was chosen, else what "all seen" says of it."""
    chosen = filled[MATERIAL + line.material.key]
    if chosen or filled["all"] != "yes":
        return chosen
    return WANTING if line.committed and filled["commits"] == "yes" else SEEN


def _given(line: Line, chosen: str) -> Given | None:
    key = line.material.key
    if chosen == REUSE and line.reused is not None:
        had = line.reused
        return Given(key, had.file_id, had.file_name, had.licence_id, reused_from=had.source)
    return Given(key, original_seen=True) if chosen == SEEN else None


def _wanting(here: Intake, filled: Filled) -> dict[str, Words]:
    """Materials of which nothing is said, or that are wanting and must be there."""
    found = {}
    for line in here.lines:
        chosen = _chosen(line, filled)
        excused = line.material.necessity == "conditional" or (line.committed and filled["commits"] == "yes")
        if chosen in (SEEN, REUSE, FOLLOWS) or excused:
            continue
        said = "approvals.bring.missing" if chosen else "approvals.bring.say"
        found[MATERIAL + line.material.key] = words(said, name=line.material.name)
    return found


def _located(trouble: Trouble) -> Trouble:
    """The same at the field that is meant."""
    where = trouble.where
    for begins, own in (("materials.", MATERIAL), ("filled.", answers.BEGINS)):
        where = own + where.removeprefix(begins) if where.startswith(begins) else where
    return Trouble(trouble.kind, trouble.code, trouble.message, trouble.advice, where)


def _typed(request: Asked, here: Intake) -> dict[str, tuple[str, ...]]:
    return answers.typed(here.held.record, request.POST, holder_of(here.values))


def _beginning(here: Intake) -> dict[str, str]:
    known = answers.known_of(here.held.record, holder_of(here.values))
    reused = {MATERIAL + line.material.key: REUSE for line in here.lines if line.reused is not None}
    return {**{answers.BEGINS + key: value[0] for key, value in known.items()}, **reused}


def _form(here: Intake, typed: Mapping[str, tuple[str, ...]], on: date) -> Form:
    found = answers.judge(here.held.record, typed, on)
    return Form((*_materials(here), *_others(here), *answers.fields_of(here.held.record, found)))


def _materials(here: Intake) -> tuple[Field, ...]:
    found = [_material(line) for line in here.lines]
    if any(line.reused is None for line in here.lines):
        found.insert(0, Field("all", words("approvals.bring.all"), "checks", required=False, choices=YES))
    return tuple(found)


def _material(line: Line) -> Field:
    one = line.material
    choices = [Choice(SEEN, words("approvals.bring.seen"))]
    if line.reused is not None:
        said = line.reused.source
        choices.insert(0, Choice(REUSE, words("approvals.bring.reuse", source=said)))
    if line.may_follow:
        choices.append(Choice(FOLLOWS, words("approvals.bring.follows")))
    choices.append(Choice(WANTING, words("approvals.bring.wanting")))
    hint = same(one.criteria or one.instructions or one.specification)
    return Field(
        MATERIAL + one.key, same(one.name), "radios", hint if hint.zh else None, required=False, choices=tuple(choices)
    )


def _others(here: Intake) -> tuple[Field, ...]:
    """Notice and commitment where it is offered; the licence that a change, a renewal or an end is about."""
    found = []
    if checklist.may_commit(here.held.record, here.values.get("code", ""), on=here.on):
        hint = same("；".join(here.held.record.commitment.obligations))
        found.append(Field("commits", words("approvals.bring.commits"), "checks", hint, required=False, choices=YES))
    if here.held.record.action != "new" and here.known is not None and here.known.licences:
        choices = tuple(Choice(str(one.id), same(f"{one.kind_name} {one.number}")) for one in here.known.licences)
        found.append(Field("about", words("approvals.bring.about"), "select", required=False, choices=choices))
    return tuple(found)


def _shown(request: Asked, here: Intake, filled: Filled, status: int = 200, *, first: bool = False) -> HttpResponse:
    if (
        first
        and len(about := [one for one in filled.fields if one.name == "about"]) == 1
        and len(about[0].choices) == 1
    ):
        filled = replace(filled, values={**filled.values, "about": (about[0].choices[0].value,)})
    held, at = here.held, f"/desk/{PLACE}{here.held.item_id}"
    asked = told(held.record, answers_of(here.values))
    groups = {name: tuple(one for one in filled.fields if _group(one.name) == name) for name in ("m", "o", "f")}
    page = BringPage(
        progress("bring"), held, here.values.get("name", ""), asked.variants, filled, groups["m"], groups["o"],
        groups["f"], here.known, asked.case_type == "on_the_spot", f"{at}/bring", at,
    )  # fmt: skip
    return show(request, "workbench/approvals/bring.html", page, status)


def _group(name: str) -> str:
    if name == "all" or name.startswith(MATERIAL):
        return "m"
    return "f" if name.startswith(answers.BEGINS) else "o"

"""The dedicated approval seals: the register, one of them with its log; a use put down, handed over, ended."""

from django.http import HttpResponse

from zhengwu.records.items import seals
from zhengwu.records.items.actions import PUBLISH
from zhengwu.records.items.seals import KINDS, Registering, SealFacts
from zhengwu.records.troubles import forbidden, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.parts.tables import Column, Fact, Paging, Table
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import Deed, Done, carry_out
from zhengwu.workbench.items.listing import bodies_of, tabs
from zhengwu.workbench.items.register import Register, answered, whose

HOME = Link("/desk/seals", words("items.tab.seals"))
HEADS = ("name", "kind", "body", "scope", "keeper", "since", "until", "uses")
LOG = ("on", "what", "copies", "case", "by")
PAGE, WHOLE = 50, 5000
DEEDS = ("use", "hand_over", "end")


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/seals`."""
    here = whose(request)
    names = {int(choice.value): choice.label.zh for choice in here.choices}
    found = seals.of_bodies(tuple(names))
    rows = tuple(
        (Link(f"/desk/seals/{one.id}", one.name), KINDS[one.kind], names[one.body_id], one.scope, one.keeper, one.since,
         one.until, one.uses)
        for one in found
    )  # fmt: skip
    may = bool(request.actor.reach(PUBLISH))
    page = Register(
        words("items.tab.seals"),
        words("items.seal.lead"),
        "/desk/seals",
        Table(
            words("items.tab.seals"), tuple(Column(words(f"items.seal.{key}"), key == "uses") for key in HEADS), rows
        ),
        (words("items.seal.empty"), words("items.seal.empty_how")),
        tabs("seals"),
        actions=(Link("/desk/seals/new", words("items.seal.add")),) if may else (),
    )
    return answered(request, page)


@staff
@once
def new(request: Asked) -> HttpResponse:
    """`/desk/seals/new`: registers a seal."""
    bodies = bodies_of(request.actor, PUBLISH)
    if not bodies:
        raise forbidden(PUBLISH)
    kinds = tuple(Choice(key, one) for key, one in KINDS.items())
    form = Form((
        Field("body", words("items.seal.body"), "select", choices=bodies),
        Field("name", words("items.seal.name"), most=100),
        Field("kind", words("items.seal.kind"), "select", choices=kinds),
        Field("scope", words("items.seal.scope"), hint=words("items.seal.scope_hint"), most=300),
        Field("basis", words("items.seal.basis"), required=False, most=300),
        Field("keeper", words("items.seal.keeper"), most=60),
        Field("since", words("items.seal.since"), "date"),
    ))  # fmt: skip
    initial = {"body": bodies[0].value, "kind": "approval", "since": request.on.isoformat()}
    deed = Deed(words("items.seal.add"), words("items.seal.about"), words("items.seal.add"), (HOME,), form,
                initial=initial)  # fmt: skip

    def act(filled: Filled) -> Done:
        seal = Registering(filled["name"], filled["scope"], filled["keeper"], filled.day("since") or request.on,
                           filled["kind"], filled["basis"])  # fmt: skip
        made = seals.register(int(filled["body"]), seal, by=request.actor, at=request.at)
        return Done(f"/desk/seals/{made}", words("items.seal.added"))

    return carry_out(request, deed, act)


def _mine(request: Asked, seal_id: int) -> tuple[SealFacts, str]:
    names = {int(choice.value): choice.label.zh for choice in whose(request).choices}
    found = next((one for one in seals.of_bodies(tuple(names)) if one.id == seal_id), None)
    if found is None:
        raise missing(seals.SEAL, where="seal_id")
    return found, names[found.body_id]


@staff
def one(request: Asked, seal_id: int) -> HttpResponse:
    """`/desk/seals/SEAL`: a seal with the log of its uses."""
    found, body = _mine(request, seal_id)
    after = str(request.GET.get("after", ""))
    last = int(after) if after.isdecimal() and len(after) < 16 else None
    log = seals.log(seal_id, after=last, most=WHOLE if "format" in request.GET else PAGE)
    rows = tuple(
        (use.on, use.what, use.copies,
         Link(f"/desk/cases/{use.case_id}", words("items.seal.open")) if use.case_id else None, use.by)
        for use in log.rows
    )  # fmt: skip
    page = Register(
        words("items.seal.of", name=found.name),
        words("items.seal.log_lead"),
        f"/desk/seals/{seal_id}",
        Table(words("items.seal.log"), tuple(Column(words(f"items.seal.{key}"), key == "copies") for key in LOG), rows),
        (words("items.seal.unused"), words("items.seal.unused_how")),
        crumbs=(HOME,),
        facts=(
            Fact(words("items.seal.body"), body),
            Fact(words("items.seal.kind"), KINDS[found.kind]),
            Fact(words("items.seal.scope"), found.scope),
            Fact(words("items.seal.basis"), found.basis),
            Fact(words("items.seal.keeper"), found.keeper),
            Fact(words("items.seal.since"), found.since),
            Fact(words("items.seal.until"), found.until),
        ),
        actions=_actions(request, found),
        paging=Paging(log.after, last is None, {}),
    )  # fmt: skip
    return answered(request, page)


def _actions(request: Asked, found: SealFacts) -> tuple[Link, ...]:
    """What the actor may do with a seal that has not ended."""
    rights = {"use": seals.USES, "hand_over": (PUBLISH,), "end": (PUBLISH,)}
    return tuple(
        Link(f"/desk/seals/{found.id}/{key}", words(f"items.seal.{key}.title"))
        for key, several in rights.items()
        if found.until is None and any(request.actor.reach(right) for right in several)
    )


@staff
@once
def deed(request: Asked, seal_id: int, key: str) -> HttpResponse:
    """`/desk/seals/SEAL/use`, `…/hand_over` and `…/end`."""
    found, body = _mine(request, seal_id)
    if key not in DEEDS:
        raise missing(seals.SEAL, where="key")
    today = request.on.isoformat()
    forms = {
        "use": Form((Field("what", words("items.seal.what"), most=300), Field("on", words("items.seal.on"), "date"),
                     Field("copies", words("items.seal.copies"), "number", most=4, width=4))),
        "hand_over": Form((Field("keeper", words("items.seal.keeper"), most=60),)),
        "end": Form((Field("until", words("items.seal.until"), "date"),
                     Field("reason", words("items.reason"), required=False, most=400))),
    }  # fmt: skip
    described = Deed(
        words(f"items.seal.{key}.title"), words(f"items.seal.{key}.about"), words(f"items.seal.{key}.title"),
        (HOME, Link(f"/desk/seals/{seal_id}", found.name)), forms[key],
        (Fact(words("items.seal.name"), found.name), Fact(words("items.seal.body"), body)), grave=key == "end",
        initial={"on": today, "until": today, "copies": "1"},
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        if key == "use":
            seals.use(seal_id, filled["what"], on=filled.day("on") or request.on, copies=filled.number("copies") or 0,
                      by=request.actor, at=request.at)  # fmt: skip
        elif key == "hand_over":
            seals.hand_over(seal_id, filled["keeper"], by=request.actor, at=request.at)
        else:
            seals.end(
                seal_id, filled.day("until") or request.on, by=request.actor, at=request.at, reason=filled["reason"]
            )
        return Done(f"/desk/seals/{seal_id}", words(f"items.seal.{key}.done"))

    return carry_out(request, described, act)

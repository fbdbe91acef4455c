"""What waits beside the cases: reviews for one's unit, materials to follow, commitments to verify, bad faith."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse

from zhengwu.records.approvals import following, queries
from zhengwu.records.approvals.shown import BadFaithFacts, PledgeFacts, TaskFacts
from zhengwu.records.troubles import missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Fact, Paging, Tab
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import Deed, Done, carry_out
from zhengwu.workbench.approvals.worklists import beside_of, day_place, marked, reader

PAGE = 40
HOME = Link("/desk/approvals", words("approvals.title"))
VERDICTS = ("passed", "objection")
FIRST = Paging("", first=True, query={})
WITHIN = {"late": timedelta(days=-1), "soon": timedelta(days=7)}  # of today: due by then
KINDS = {"deferred": ("deferred",), "verify": ("proof", "conditions")}


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """One of the lists; only that which it is about is filled. `late` are ids whose day is over."""

    key: str
    beside: tuple[Tab, ...]
    tasks: tuple[TaskFacts, ...] = ()
    pledges: tuple[PledgeFacts, ...] = ()
    faith: tuple[BadFaithFacts, ...] = ()
    late: frozenset[int] = frozenset()
    paging: Paging = FIRST
    all_of_it: bool = False
    may: bool = False
    within: tuple[Tab, ...] = ()


@staff
def listing(request: Asked, key: str) -> HttpResponse:
    """`/desk/approvals/reviews`, `…/deferred`, `…/verify` and `…/faith`."""
    pages: dict[str, Callable[[Asked], WaitingPage]] = {
        "reviews": _reviews, "deferred": _pledges, "verify": _pledges, "faith": _faith,
    }  # fmt: skip
    reader(request.actor)
    if key not in pages:
        raise missing(words("approvals.list"), where="key")
    return show(request, "workbench/approvals/waiting.html", pages[key](request))


def _reviews(request: Asked) -> WaitingPage:
    after = day_place(str(request.GET.get("after", "")))
    found = queries.waiting(request.actor, after=after, most=PAGE + 1)
    shown = found[:PAGE]
    following_ = marked(shown[-1].due_on, shown[-1].id) if len(found) > PAGE else ""
    late = frozenset(one.id for one in shown if one.due_on and one.due_on < request.on)
    return WaitingPage("reviews", beside_of("reviews"), tasks=shown, late=late,
                       paging=Paging(following_, after is None, {}))  # fmt: skip


def _pledges(request: Asked) -> WaitingPage:
    key = "deferred" if request.path.endswith("/deferred") else "verify"
    after = day_place(str(request.GET.get("after", "")))
    within = str(request.GET.get("within", ""))
    within = within if within in WITHIN else "all"
    until = None if within == "all" else request.on + WITHIN[within]
    found = queries.to_verify(request.actor, kinds=KINDS[key], after=after, until=until, most=PAGE + 1)
    shown = found[:PAGE]
    following_ = marked(shown[-1].due_on, shown[-1].id) if len(found) > PAGE else ""
    late = frozenset(one.id for one in shown if one.due_on and one.due_on < request.on)
    tabs = tuple(
        Tab(f"/desk/approvals/{key}?within={one}", words(f"approvals.within.{one}"), one == within)
        for one in ("all", *WITHIN)
    )
    query = {} if within == "all" else {"within": within}
    return WaitingPage(key, beside_of(key), pledges=shown, late=late, within=tabs,
                       paging=Paging(following_, after is None, query))  # fmt: skip


def _faith(request: Asked) -> WaitingPage:
    typed, whole = str(request.GET.get("after", "")), request.GET.get("all") == "1"
    before = int(typed) if typed.isdecimal() and len(typed) < 16 else 0
    found = queries.bad_faith(request.actor, on=request.on, all_of_it=whole, before=before, most=PAGE + 1)
    shown = found[:PAGE]
    paging = Paging(str(shown[-1].id) if len(found) > PAGE else "", not before, {"all": "1"} if whole else {})
    may = bool(request.actor.reach("case.decide"))
    return WaitingPage("faith", beside_of("faith"), faith=shown, paging=paging, all_of_it=whole, may=may)


@staff
@once
def review(request: Asked, task_id: int) -> HttpResponse:
    """`/desk/approvals/reviews/TASK`: makes a review that waits for one's unit, whosever the case is."""
    found = next((one for one in queries.waiting(reader(request.actor), most=2_000) if one.id == task_id), None)
    if found is None:
        raise missing(following.TASK, where="task_id")
    form = Form((
        Field("verdict", words("approvals.review.verdict"), "radios",
              choices=tuple(Choice(one, words(f"approvals.verdict.{one}")) for one in VERDICTS)),
        Field("opinion", words("approvals.review.opinion"), "textarea", required=False, most=4_000),
    ))  # fmt: skip
    touched = (Fact(words("approvals.review.name"), found.name), Fact(words("items.column.body"), found.body_name))
    deed = Deed(words("approvals.review.title"), words("approvals.review.about"), words("approvals.review.submit"),
                (HOME, Link("/desk/approvals/reviews", words("approvals.tab.reviews"))), form, touched)  # fmt: skip

    def act(filled: Filled) -> Done:
        following.review(task_id, filled["verdict"], filled["opinion"], by=request.actor, at=request.at)
        return Done("/desk/approvals/reviews", words("approvals.review.done", name=found.name))

    return carry_out(request, deed, act)


@staff
@once
def repair(request: Asked, faith_id: int) -> HttpResponse:
    """`/desk/approvals/faith/ID/repair`: somebody's good faith is restored."""
    several = queries.bad_faith(reader(request.actor), on=request.on, most=2_000)
    found = next((one for one in several if one.id == faith_id), None)
    if found is None:
        raise missing(following.FAITH, where="faith_id")
    form = Form((Field("reason", words("approvals.faith.why"), most=400),))
    touched = (
        Fact(words("approvals.who.name"), found.holder_name),
        Fact(words("approvals.faith.reason"), found.reason),
    )
    deed = Deed(words("approvals.faith.repair"), words("approvals.faith.about"), words("approvals.faith.repair"),
                (HOME, Link("/desk/approvals/faith", words("approvals.tab.faith"))), form, touched)  # fmt: skip

    def act(filled: Filled) -> Done:
        following.repair(faith_id, filled["reason"], by=request.actor, at=request.at)
        return Done("/desk/approvals/faith?all=1", words("approvals.faith.done", name=found.holder_name))

    return carry_out(request, deed, act)


@staff
@once
def bar(request: Asked, case_id: int) -> HttpResponse:
    """`/desk/approvals/bar/CASE`: who lied is barred from the item (行政许可法第七十八条、第七十九条)."""
    found = queries.application(case_id, by=reader(request.actor))
    if found is None:
        raise missing(words("approvals.list"), where="case_id")
    years = tuple(Choice(str(one), words(f"approvals.faith.years.{one}")) for one in following.BASES)
    form = Form((
        Field("years", words("approvals.faith.length"), "radios", choices=years),
        Field("reason", words("approvals.faith.reason"), "textarea", most=400),
    ))  # fmt: skip
    touched = (Fact(words("approvals.who.name"), found.holder_name), Fact(words("items.column.name"), found.item_name))
    deed = Deed(words("approvals.faith.bar"), words("approvals.faith.bar_about"), words("approvals.faith.bar"),
                (HOME, Link(f"/desk/cases/{case_id}", found.item_name)), form, touched, grave=True)  # fmt: skip

    def act(filled: Filled) -> Done:
        following.bar(case_id, filled["reason"], years=filled.number("years") or 0, by=request.actor, at=request.at)
        return Done("/desk/approvals/faith", words("approvals.faith.barred", name=found.holder_name))

    return carry_out(request, deed, act)

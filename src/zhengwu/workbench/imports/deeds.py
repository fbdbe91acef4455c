"""What is done to an import: handed over, taken back, released by another person, given up, taken down."""

from collections.abc import Callable
from time import monotonic

from django.http import HttpResponse

from zhengwu.records.publications.importing import desk, withdrawing
from zhengwu.records.publications.importing.desk import Run
from zhengwu.records.troubles import forbidden
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import Deed, Done, carry_out
from zhengwu.workbench.imports.bringing import LIST

AT_ONCE = 2.0  # seconds of a request; the timer does the rest
REASON = Form((Field("reason", words("imports.withdraw.reason"), "textarea", rows=3, most=500),))


@staff
@once
def hand_over(request: Asked, run_id: int) -> HttpResponse:
    """Hands it over to be released."""
    return _done(request, run_id, "hand_over", desk.hand_over)


@staff
@once
def take_back(request: Asked, run_id: int) -> HttpResponse:
    """Takes it back before it is released."""
    return _done(request, run_id, "take_back", desk.take_back)


@staff
@once
def discard(request: Asked, run_id: int) -> HttpResponse:
    """Gives it up."""
    return _done(request, run_id, "discard", desk.discard)


def _done(request: Asked, run_id: int, what: str, act: Callable[..., None]) -> HttpResponse:
    desk.seen(run_id, request.actor)
    to = f"/desk/imports/{run_id}"
    if request.method != "POST":
        return onward(request, to)
    act(run_id, by=request.actor, at=request.at)
    return onward(request, to, Notice("done", words(f"imports.{what}.done")))


@staff
@once
def release(request: Asked, run_id: int) -> HttpResponse:
    """Lets it go out."""
    run = desk.seen(run_id, request.actor)
    if not run.may_release:
        raise forbidden(desk.RELEASE, words("imports.release.not_you").zh, words("imports.release.not_you").en)
    if run.state != "waiting" and request.method != "POST":
        return onward(request, f"/desk/imports/{run_id}")
    deed = Deed(
        words("imports.release.title"), words("imports.release.about"), words("imports.release.submit"),
        (LIST, _link(run)), touched=_touched(run),
    )  # fmt: skip

    def act(_filled: Filled) -> Done:
        desk.release(run_id, by=request.actor, at=request.at)
        return Done(f"/desk/imports/{run_id}", words("imports.release.done"))

    return carry_out(request, deed, act)


@staff
@once
def withdraw(request: Asked, run_id: int) -> HttpResponse:
    """Takes down all that it brought."""
    run = desk.seen(run_id, request.actor)
    if not run.may_withdraw:
        raise forbidden(withdrawing.RIGHT)
    if run.state not in withdrawing.STATES and request.method != "POST":
        return onward(request, f"/desk/imports/{run_id}")
    deed = Deed(
        words("imports.withdraw.title"), words("imports.withdraw.about"), words("imports.withdraw.submit"),
        (LIST, _link(run)), REASON, _touched(run), grave=True,
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        end = monotonic() + AT_ONCE
        count = withdrawing.withdraw(
            run_id, filled["reason"], by=request.actor, at=request.at, enough=lambda: monotonic() > end
        )
        whole = desk.seen(run_id, request.actor).state == "withdrawn"
        said = words("imports.withdraw.done" if whole else "imports.withdraw.begun", n=count)
        return Done(f"/desk/imports/{run_id}", said)

    return carry_out(request, deed, act)


def _link(run: Run) -> Link:
    return Link(f"/desk/imports/{run.id}", same(run.name))


def _touched(run: Run) -> tuple[Fact, ...]:
    return (
        Fact(words("imports.column.name"), run.name),
        Fact(words("imports.column.body"), run.body),
        Fact(words("imports.column.rows"), run.rows or run.expected),
        Fact(words("imports.column.by"), run.by),
    )

"""The page for what cannot be done: what happened, what to do, where to go on, and an id to quote."""

import logging
import secrets
import sys
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import Kind, Trouble, Words
from zhengwu.ui.catalogue import catalogue, words
from zhengwu.ui.pages import show
from zhengwu.visits import asked

LOG = logging.getLogger("zhengwu.ui")
STATUS: dict[Kind, int] = {
    "invalid": 422,
    "conflict": 409,
    "missing": 404,
    "forbidden": 403,
    "unknown": 401,
    "throttled": 429,
}


@dataclass(frozen=True, slots=True)
class FaultPage:
    """A failure: its status, what happened, what to do, and the id under which the log has the rest."""

    status: int
    title: Words
    advice: Words
    id: str


def page(request: HttpRequest, status: int) -> HttpResponse:
    """The page where nothing is known but the status."""
    name = f"faults.{status}" if f"faults.{status}.title" in catalogue("zh") else f"faults.{_kin(status)}"
    return _page(request, FaultPage(status, words(f"{name}.title"), words(f"{name}.advice"), _id()))


def of_trouble(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The page for an action that was refused."""
    response = _page(request, FaultPage(STATUS[trouble.kind], trouble.message, trouble.advice, _id()))
    if trouble.wait:
        response.headers["Retry-After"] = str(trouble.wait)
    return response


def unexpected(request: HttpRequest) -> HttpResponse:
    """The page for what nobody expected; called while the exception is at hand, which the log gets under the id."""
    number = _id()
    LOG.error("fault %s", number, exc_info=sys.exception())
    return _page(request, FaultPage(500, words("faults.500.title"), words("faults.500.advice"), number))


def _page(request: HttpRequest, fault: FaultPage) -> HttpResponse:
    if not hasattr(request, "actor"):  # refused before the frame could say who comes
        asked(request).actor = PUBLIC
    return show(request, "fault.html", fault, fault.status)


def _kin(status: int) -> int:
    return 400 if status < 500 else 500


def _id() -> str:
    return secrets.token_hex(8)

"""`/parts`, outside production: every part in every state, to look at and to test."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.ui.doors import public
from zhengwu.ui.pages import show
from zhengwu.visits import Asked


@dataclass(frozen=True, slots=True)
class PartsPage:
    """The parts."""


@public
def parts(request: Asked) -> HttpResponse:
    """The page."""
    return show(request, "parts.html", PartsPage())

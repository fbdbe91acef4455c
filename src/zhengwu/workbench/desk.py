"""The desk: what a member of staff sees first. Each place that they may use, with what it is for."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.visits import Asked


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Who sits here."""

    name: str


@staff
def desk(request: Asked) -> HttpResponse:
    """The first page after signing in."""
    return show(request, "workbench/desk.html", DeskPage(request.actor.name))

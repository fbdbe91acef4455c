"""The guided paths of a demonstration: two minutes for each user, step by step, as `guided.json` in its home tells."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from zhengwu.records.troubles import Words, missing
from zhengwu.ui.doors import public
from zhengwu.ui.pages import show
from zhengwu.visits import Asked

TOLD = "guided.json"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, and where; without an address it goes on where the last one ended."""

    text: Words
    href: str


@dataclass(frozen=True, slots=True)
class Way:
    """The path of one user. `login` is empty for who needs none."""

    key: str
    title: Words
    about: Words
    login: str
    name: str
    body: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TourPage:
    """All paths."""

    ways: tuple[Way, ...]


@public
def tour(request: Asked) -> HttpResponse:
    """`/tour`, where a demonstration runs; elsewhere there is none."""
    try:
        told = json.loads((settings.HOME / TOLD).read_text("utf-8"))
    except FileNotFoundError:
        raise missing(Words("导览", "tour"), where="tour") from None
    return show(request, "portal/tour.html", TourPage(tuple(_way(one) for one in told)))


def _way(told: dict[str, object]) -> Way:
    text = {key: str(value) for key, value in told.items()}
    steps = told["steps"]
    if not isinstance(steps, list):
        raise TypeError(steps)
    return Way(
        text["key"],
        Words(text["zh"], text["en"]),
        Words(text["about_zh"], text["about_en"]),
        text.get("login", ""),
        text.get("name", ""),
        text.get("body", ""),
        tuple(Step(Words(step["zh"], step["en"]), step.get("href", "")) for step in steps),
    )

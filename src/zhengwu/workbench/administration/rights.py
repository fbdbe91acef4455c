"""Posts and rights: who may do what, and how far it reaches; made from the table that the records themselves ask."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.people.rights import POSTS, RIGHTS
from zhengwu.records.staffing.asking import needed
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import catalogue, same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.visits import Asked


@dataclass(frozen=True, slots=True)
class RightRow:
    """A right: its key, what it allows, and how far it reaches with each post; none where the post has it not."""

    key: str
    said: Words
    extents: tuple[Words | None, ...]


@dataclass(frozen=True, slots=True)
class RightsPage:
    """The table: posts across with what they are for, rights down."""

    posts: tuple[tuple[Words, Words], ...]
    rows: tuple[RightRow, ...]


@staff
def matrix(request: Asked) -> HttpResponse:
    """Which post has which right."""
    needed(request.actor, "people.read")
    posts = tuple((called(post), words(f"rights.post.{post}")) for post in POSTS)
    rows = tuple(
        RightRow(key, named(key), tuple(_extent(extents.get(post)) for post in POSTS))
        for key, extents in RIGHTS.items()
    )
    return show(request, "workbench/administration/rights.html", RightsPage(posts, rows))


def called(post: str) -> Words:
    """What a post is called."""
    return words(f"rights.name.{post}")


def named(right: str) -> Words:
    """What a right allows, in words; its key where the catalogue has none."""
    name = f"rights.{right}"
    return words(name) if name in catalogue("zh") else same(right)


def _extent(extent: str | None) -> Words | None:
    return words(f"rights.extent.{extent}") if extent else None

"""Earlier versions of a publication: what one said, why there is another, and what the two differ in."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.portal.publications import kept
from zhengwu.records.publications import shown as register
from zhengwu.records.publications.shown import Content, Edition, Shown
from zhengwu.statute.letters.differences import Change, differences
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.visits import Asked

LONGEST = 60_000  # signs of both versions together: more take too long to compare
LONGEST_LINE = 3_000


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version: what it said, since when and why; beside another, what they differ in.

    `changes` is None where nothing is compared, and empty where the two are too long for it.
    """

    about: Shown
    crumbs: tuple[Link, ...]
    edition: Edition
    said: Content
    html: Markup
    other: int
    changes: tuple[Change, ...] | None


def version(request: Asked, publication_id: int) -> HttpResponse:
    """`?version=N`, and `&with=M` beside it. Asks the register each time; nothing of it is kept by anybody."""
    state = register.state(publication_id)
    if state is None or not state.is_public:
        return kept.absent(request, state)
    about = register.shown(publication_id)
    wanted, beside = (_number(request, name) for name in ("version", "with"))
    edition = next((one for one in about.editions if one.number == wanted), None) if about else None
    said = register.said(publication_id, wanted) if edition else None
    if about is None or edition is None or said is None:
        raise kept.not_here()
    changes = None
    if beside:
        other = register.said(publication_id, beside)
        if other is None:
            raise kept.not_here()
        changes = _changes(_plain(other), _plain(said))
    crumbs = (
        Link("/", words("portal.places.home")),
        Link("/publications", words("publications.title")),
        Link(f"/publications/{publication_id}", same(about.said.title)),
    )
    shown = VersionPage(about, crumbs, edition, said, Markup(said.html), beside, changes)
    return show(request, "portal/publications/version.html", shown)


def _number(request: Asked, name: str) -> int:
    given = str(request.GET.get(name, ""))
    return int(given[:6]) if given.isdecimal() else 0


def _plain(said: Content) -> str:
    """All that a version says, a line for each thing."""
    return "\n".join((said.title, *(f"{label}：{value}" for label, value in said.facts), said.text))


@lru_cache(maxsize=32)
def _changes(before: str, after: str) -> tuple[Change, ...]:
    """What two versions differ in. Keyed by what they say, so that nothing is ever found for something else."""
    longest = max((len(line) for text in (before, after) for line in text.splitlines()), default=0)
    if len(before) + len(after) > LONGEST or longest > LONGEST_LINE:
        return ()
    return differences(before, after)

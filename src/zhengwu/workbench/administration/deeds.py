"""A deed of the administration: a page that says what it is and what it touches, a form, and what was done.

One function carries them all out: `carry_out(request, deed, act)`. `act` gets the form as it was filled in, does the
deed, and gives where to go on and what to say there; what the records refuse stands in the form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.http import HttpResponse

from zhengwu.records.people.actors import Actor
from zhengwu.records.staffing import directory
from zhengwu.records.troubles import Trouble, Words, forbidden
from zhengwu.ui.catalogue import Said, same, words
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Fact
from zhengwu.visits import Asked

NOTHING = Form(())  # a deed that asks nothing
TEMPLATE = "workbench/administration/deed.html"
HOME = Link("/desk/administration", words("administration.title"))
BODIES = Link("/desk/administration/bodies", words("bodies.title"))
PEOPLE = Link("/desk/administration/people", words("people_pages.title"))
TOKENS = Link("/desk/administration/tokens", words("tokens.title"))
FILES = Link("/desk/administration/import", words("importing.title"))


@dataclass(frozen=True, slots=True)
class Deed:
    """What is about to be done: to what (`crumbs`, the last one the place to go back to), what it touches, the form.

    `cautions` are said above the form. `grave` is what cannot be taken back. `initial` is typed in already.
    """

    title: Said
    about: Said
    submit: Said
    crumbs: tuple[Link, ...]
    form: Form = NOTHING
    touched: tuple[Fact, ...] = ()
    cautions: tuple[Said, ...] = ()
    grave: bool = False
    initial: Mapping[str, str] = field(default_factory=dict)

    @property
    def back(self) -> str:
        """Where one comes from, and goes back to."""
        return self.crumbs[-1].href


@dataclass(frozen=True, slots=True)
class DeedPage:
    """A deed with its form as it is filled in."""

    deed: Deed
    form: Filled


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go on, and what to say there."""

    to: str
    said: Words
    kind: str = "done"


Act = Callable[[Filled], Done]


def carry_out(request: Asked, deed: Deed, act: Act) -> HttpResponse:
    """Shows the deed; sent, does it and goes on, or shows what is wrong."""
    if request.method != "POST":
        return shown(request, deed, deed.form.empty(**deed.initial))
    filled = deed.form.read(request.POST)
    if not filled.sound:
        return shown(request, deed, filled, 422)
    try:
        done = act(filled)
    except Trouble as trouble:
        return shown(request, deed, filled.refused(trouble), STATUS[trouble.kind])
    return onward(request, done.to, Notice("warning" if done.kind == "warning" else "done", done.said))


def shown(request: Asked, deed: Deed, filled: Filled, status: int = 200) -> HttpResponse:
    """The page of a deed."""
    return show(request, TEMPLATE, DeedPage(deed, filled), status)


def cautioned(deed: Deed, *cautions: Said) -> Deed:
    """The same with more said above its form."""
    return replace(deed, cautions=(*deed.cautions, *cautions))


def allow(actor: Actor, right: str, body_id: int, path: str) -> None:
    """Raises Trouble (forbidden) where the actor lacks a right over a body: its form is not shown either."""
    if not actor.may(right, body_id, path):
        raise forbidden(right)


def bodies_within(actor: Actor, right: str, *, but: str = "\0") -> tuple[Choice, ...]:
    """The open bodies within a right, to be chosen from; `but` is the path of one that is left out with all below."""
    found = [one for one in directory.choosable(actor, right) if not one[1].startswith(but)]
    top = min((path.count(".") for _, path, _ in found), default=1)
    return tuple(Choice(str(pk), same("　" * (path.count(".") - top) + name)) for pk, path, name in found)


def number(text: str) -> int | None:
    """A whole number from an address; None where it is none."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else None

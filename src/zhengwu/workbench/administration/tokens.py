"""Tokens of other systems: issued with named rights for a time, shown once, revoked."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import HttpResponse

from zhengwu.records.moments import OFFICE
from zhengwu.records.organs import queries as organs
from zhengwu.records.people import queries, tokens
from zhengwu.records.people.queries import TokenFacts
from zhengwu.records.people.rights import POSTS, RIGHTS
from zhengwu.records.staffing.asking import needed
from zhengwu.records.staffing.attention import SOON
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Fact, Paging
from zhengwu.ui.repeats import once, once_secret
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import (
    HOME,
    TOKENS,
    Deed,
    Done,
    bodies_within,
    carry_out,
    number,
    shown,
)
from zhengwu.workbench.administration.rights import called, named

PAGE = 50
RIGHT = "tokens.manage"
USUAL = timedelta(days=180)  # how long a new token lasts unless somebody says otherwise


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token: its body, how it stands (valid, soon, over, revoked), what it may do."""

    token: TokenFacts
    body: str
    standing: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TokensPage:
    """The tokens that one manages."""

    rows: tuple[TokenRow, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class TokenSecretPage:
    """A fresh token: its secret is shown once."""

    name: str
    secret: str
    until: datetime


@staff
def listing(request: Asked) -> HttpResponse:
    """The tokens, never their secrets."""
    needed(request.actor, RIGHT)
    after = number(request.GET.get("after", ""))
    found = queries.tokens(request.actor, after=after, limit=PAGE + 1)
    names = organs.names([one.body_id for one in found])
    rows = tuple(
        TokenRow(one, names.get(one.body_id, ""), _standing(one, request.at), tuple(one.scopes)) for one in found[:PAGE]
    )
    paging = Paging(str(found[PAGE - 1].id) if len(found) > PAGE else "", after is None, {})
    return show(request, "workbench/administration/tokens.html", TokensPage(rows, paging))


def _standing(one: TokenFacts, at: datetime) -> str:
    if one.revoked_at is not None:
        return "revoked"
    return "over" if one.until <= at else "soon" if one.until <= at + SOON else "valid"


@staff
@once_secret
def new(request: Asked) -> HttpResponse:
    """Issues a token; the answer shows its secret, once."""
    needed(request.actor, RIGHT)
    deed = _issuing(request)
    if request.method != "POST":
        return shown(request, deed, deed.form.empty(**deed.initial))
    filled = deed.form.read(request.POST)
    if not filled.sound:
        return shown(request, deed, filled, 422)
    until = datetime.combine(filled.day("until") or request.on, time(23, 59), OFFICE)
    try:
        made = tokens.issue(
            name=filled["name"], body_id=int(filled["body_id"]), scopes=frozenset(filled.many("scopes")), until=until,
            by=request.actor, at=request.at,
        )  # fmt: skip
    except Trouble as trouble:
        return shown(request, deed, filled.refused(trouble), STATUS[trouble.kind])
    page = TokenSecretPage(filled["name"], made.secret, until)
    return show(request, "workbench/administration/token.html", page)


def _issuing(request: Asked) -> Deed:
    scopes = [Choice(f"as.{post}", _acting(post), words(f"rights.post.{post}")) for post in POSTS]  # fmt: skip
    scopes += [Choice(right, named(right), same(right)) for right in RIGHTS]
    form = Form(
        (
            Field("name", words("tokens.field.name"), hint=words("tokens.hint.name"), most=60, width=20),
            Field("body_id", words("tokens.field.body"), "select", words("tokens.hint.body"),
                  choices=bodies_within(request.actor, RIGHT)),
            Field("until", words("tokens.field.until"), "date", words("tokens.hint.until"), width=8),
            Field("scopes", words("tokens.field.scopes"), "checks", words("tokens.hint.scopes"), choices=tuple(scopes)),
        )
    )  # fmt: skip
    return Deed(
        words("tokens.new.title"), words("tokens.new.about"), words("tokens.new.submit"), (HOME, TOKENS), form,
        initial={"until": (request.on + USUAL).isoformat()},
    )  # fmt: skip


def _acting(post: str) -> Words:
    name = called(post)
    return Words(words("tokens.as", post=name.zh).zh, words("tokens.as", post=name.en).en)


@staff
@once
def revoke(request: Asked, token_id: int) -> HttpResponse:
    """Ends a token at once."""
    needed(request.actor, RIGHT)
    found = next(
        (one for one in queries.tokens(request.actor, after=token_id - 1, limit=1) if one.id == token_id), None
    )
    if found is None:
        raise missing(tokens.TOKEN, where="token_id")
    touched = (
        Fact(words("tokens.field.name"), found.name),
        Fact(words("tokens.field.token"), f"zw_{found.prefix}…"),
        Fact(words("tokens.field.until"), found.until),
    )
    title, about = words("tokens.revoke.title"), words("tokens.revoke.about", name=found.name)
    deed = Deed(title, about, title, (HOME, TOKENS), touched=touched, grave=True)

    def act(_filled: Filled) -> Done:
        tokens.revoke(token_id, by=request.actor, at=request.at)
        return Done(TOKENS.href, words("tokens.revoke.done", name=found.name))

    return carry_out(request, deed, act)

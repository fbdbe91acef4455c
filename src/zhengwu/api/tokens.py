"""Tokens of other systems."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from zhengwu.api.answers import After, Limit, after_id, answer, nothing, page, page_of, told
from zhengwu.api.once import once_secret
from zhengwu.api.shapes import Id, Line, Moment, PathId, Said
from zhengwu.records.people import queries, tokens
from zhengwu.records.people.queries import TokenFacts
from zhengwu.records.people.tokens import Issued
from zhengwu.visits import Asked

router = Router()


class NewToken(Said):
    """A token to be issued: for which body, with which scopes ("case.read", "as.clerk"), until when."""

    name: Line
    body_id: Id
    scopes: Annotated[list[Line], Field(min_length=1, max_length=60)]
    until: Moment


@router.get("/tokens", response=told(page_of(TokenFacts)))
def listed(request: Asked, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The tokens that the caller manages; never their secrets."""
    found = queries.tokens(request.actor, after=after_id(after), limit=limit + 1)
    return page(found, limit, lambda token: (token.id,))


@router.post("/tokens", response=told(Issued, 201))
@once_secret
def issue(request: Asked, said: NewToken) -> HttpResponse:
    """Issues a token; the answer holds its secret, once."""
    scopes = frozenset(said.scopes)
    made = tokens.issue(
        name=said.name, body_id=said.body_id, scopes=scopes, until=said.until, by=request.actor, at=request.at
    )
    return answer(made, 201)


@router.delete("/tokens/{token_id}", response=told(None, 204))
def revoke(request: Asked, token_id: PathId) -> HttpResponse:
    """Ends a token at once."""
    tokens.revoke(token_id, by=request.actor, at=request.at)
    return nothing()

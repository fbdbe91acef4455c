"""Tokens of other systems: issued for one body, with named scopes, for a limited time; shown once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people import passwords
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Token
from zhengwu.records.people.rights import POSTS, RIGHTS
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing

RIGHT = "tokens.manage"
SCOPES = frozenset(RIGHTS) | {f"as.{post}" for post in POSTS}
LONGEST = timedelta(days=366)
TOKEN = Words("这个令牌", "token")


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh token. `secret` is what the other system sends; it is kept nowhere."""

    token_id: int
    secret: str


def issue(*, name: str, body_id: int, scopes: frozenset[str], until: datetime, by: Actor, at: datetime) -> Issued:
    """Issues a token for at most a year. Raises Trouble: forbidden, missing (body), invalid (name, scope, time)."""
    if not name.strip() or len(name) > 60 or not name.isprintable():
        raise invalid("invalid_value", "名称不能为空或超过 60 个字符。", "1 to 60 characters.", where="name")
    if not scopes or scopes - SCOPES:
        wrong = ", ".join(sorted(scopes - SCOPES)[:5])[:200]
        raise invalid("invalid_scope", f"没有这些权限：{wrong}", f"no such scopes: {wrong}", where="scopes")
    if not at < until <= at + LONGEST:
        raise invalid("invalid_value", "有效期须在一年以内。", "It must end within a year from now.", where="until")
    with transaction.atomic():
        body = Body.objects.filter(pk=body_id).first()
        if body is None:
            raise missing(BODY, where="body_id")
        if not by.may(RIGHT, body.pk, body.path):
            raise forbidden(RIGHT)
        secret = passwords.secret()
        token = Token.objects.create(
            name=name.strip(),
            body=body,
            scopes=sorted(scopes),
            prefix=secret[:8],
            digest=passwords.digest(f"zw_{secret}"),
            since=at,
            until=until,
            issued_by_id=by.id if by.kind == "person" else None,
        )
        record(Deed("token.issued", body.pk, "token", str(token.pk), " ".join(sorted(scopes))), by=by, at=at)
    return Issued(token.pk, f"zw_{secret}")


def revoke(token_id: int, *, by: Actor, at: datetime) -> None:
    """Ends a token at once. Raises Trouble: missing (also where it is not in reach), conflict (revoked already)."""
    with transaction.atomic():
        token = Token.objects.select_for_update(of=("self",)).select_related("body").filter(pk=token_id).first()
        if token is None or not by.may(RIGHT, token.body_id, token.body.path):
            raise missing(TOKEN, where="token_id")
        if token.revoked_at is not None:
            raise conflict("revoked", "令牌已吊销。", "The token was revoked already.")
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record(Deed("token.revoked", token.body_id, "token", str(token.pk)), by=by, at=at)

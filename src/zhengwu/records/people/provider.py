"""An identity service by OpenID Connect: the way there, and what it says of who comes back.

Authorization code with PKCE. What was sent along (state, nonce, verifier) is a sealed ticket in the browser that began,
good once. The id token is checked for signature, issuer, audience, time and nonce; nothing in it is believed before.
"""

import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from zhengwu.records.people import tickets
from zhengwu.records.people.discovery import Found, Unreachable, asked, discovered, keys
from zhengwu.records.troubles import Trouble, Words

LOG = logging.getLogger("zhengwu.provider")
PURPOSE = "identity service"
LASTS = timedelta(minutes=15)
LEEWAY = 60  # seconds by which clocks may differ
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
AGAIN = Words("请重新开始；若仍不行，请用密码登录。", "Begin again; if it fails again, use your password.")


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity service as it was set up. `name` is what buttons say; the claims tell a citizen's name and number."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    name_claim: str = "name"
    number_claim: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser goes, and what it keeps meanwhile."""

    address: str
    ticket: str


@dataclass(frozen=True, slots=True)
class Proved:
    """Who came back: the account's name at the service for ever, how it was proved (amr), name and number where told.

    `carried` is what was given along at the beginning.
    """

    subject: str
    methods: frozenset[str]
    name: str
    number: str
    carried: tickets.Said


def for_staff() -> Provider | None:
    """The service by which the staff may sign in."""
    return Provider(**settings.STAFF_PROVIDER) if settings.STAFF_PROVIDER else None


def for_citizens() -> Provider | None:
    """The service by which applicants may prove who they are."""
    return Provider(**settings.CITIZEN_PROVIDER) if settings.CITIZEN_PROVIDER else None


def begin(provider: Provider, back: str, carried: tickets.Said, *, scope: str = "openid", at: datetime) -> Begun:
    """The way to the service, which sends the browser `back`. Raises Trouble (conflict) where it does not answer."""
    found = _reached(provider, at)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    said = {"issuer": provider.issuer, "state": state, "nonce": nonce, "verifier": verifier, "back": back}
    address = prepare_grant_uri(
        found.authorization,
        provider.client_id,
        "code",
        redirect_uri=back,
        scope=scope,
        state=state,
        nonce=nonce,
        code_challenge=create_s256_code_challenge(verifier),
        code_challenge_method="S256",
    )
    carrying = {f"+{name}": value for name, value in carried.items()}
    return Begun(str(address), tickets.issue(PURPOSE, {**said, **carrying}, until=at + LASTS))


def leaving(provider: Provider, *, at: datetime) -> str:
    """Where one signs out at the service too; empty where it has no such place, or does not answer."""
    try:
        there = discovered(provider.issuer, at=at).leaving
    except Unreachable as error:
        LOG.warning("the identity service does not answer: %s", error)
        return ""
    return f"{there}{'&' if '?' in there else '?'}{urlencode({'client_id': provider.client_id})}" if there else ""


def finish(provider: Provider, ticket: str, sent: Mapping[str, str], *, at: datetime) -> Proved:
    """Who came back, by what the service `sent` along in the address and the ticket of the browser.

    Raises Trouble: unknown (not begun here, refused there, a token that is not sound), conflict (used already, service
    does not answer).
    """
    said = tickets.read(ticket, PURPOSE, at=at)
    if said is None or said["issuer"] != provider.issuer:
        raise _refused("not begun in this browser, or too long ago")
    if not hmac.compare_digest(str(said["state"]).encode(), sent.get("state", "").encode()):
        raise _refused("another state")
    tickets.spend(f"state {said['state']}", until=at + LASTS)
    if sent.get("iss", provider.issuer) != provider.issuer:
        raise _refused("another issuer in the address")
    if "code" not in sent:
        raise _refused(f"the service said {sent.get('error', 'nothing')[:60]}")
    found = _reached(provider, at)
    claims, access = _exchanged(provider, found, said, sent["code"], at)
    claims = _completed(provider, found, claims, access)
    methods = claims.get("amr")
    return Proved(
        subject=str(claims["sub"])[:255],
        methods=frozenset(map(str, methods)) if isinstance(methods, list) else frozenset(),
        name=str(claims.get(provider.name_claim, ""))[:60],
        number=str(claims.get(provider.number_claim, ""))[:60] if provider.number_claim else "",
        carried={name[1:]: value for name, value in said.items() if name.startswith("+")},
    )


def _exchanged(
    provider: Provider, found: Found, said: tickets.Said, code: str, at: datetime
) -> tuple[dict[str, object], str]:
    """The code becomes an id token, and the token claims that are sound; and the access token."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": str(said["back"]),
        "code_verifier": str(said["verifier"]),
    }
    try:
        answer = asked(found.token, form=form, client=(provider.client_id, provider.client_secret), basic=found.basic)
    except Unreachable as error:
        raise _silent(error) from None
    token, access = answer.get("id_token"), answer.get("access_token")
    if not isinstance(token, str):
        raise _refused("no id token")
    return _sound(provider, found, token, str(said["nonce"]), at), access if isinstance(access, str) else ""


def _sound(provider: Provider, found: Found, token: str, nonce: str, at: datetime) -> dict[str, object]:
    """The claims of an id token whose signature, issuer, audience, time and nonce are right. Raises Trouble."""
    try:
        decoded = _decoded(found, token, at)
        expected = {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
        }
        params = {"client_id": provider.client_id, "nonce": nonce}
        CodeIDToken(decoded.claims, decoded.header, expected, params).validate(int(at.timestamp()), LEEWAY)
    except (JoseError, ValueError, TypeError) as error:
        raise _refused(f"id token: {error}") from None
    if not isinstance(decoded.claims.get("sub"), str) or not decoded.claims["sub"]:
        raise _refused("id token without a subject")
    return decoded.claims


def _decoded(found: Found, token: str, at: datetime) -> jwt.Token:
    """The token under one of the service's keys; where none fits they are fetched anew, once: services change keys."""
    try:
        known = keys(found, at=at)
        try:
            return jwt.decode(token, _keys(known), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            fresh = keys(found, at=at, anew=True)
            if fresh == known:
                raise
            return jwt.decode(token, _keys(fresh), algorithms=ALGORITHMS)
    except Unreachable as error:
        raise _silent(error) from None


def _keys(told: dict[str, Any]) -> KeySet:
    return KeySet.import_key_set({"keys": told["keys"]})


def _completed(provider: Provider, found: Found, claims: dict[str, object], access: str) -> dict[str, object]:
    """With what the userinfo endpoint adds, where the token lacks name or number that are wanted."""
    wanted = [provider.name_claim, provider.number_claim] if provider.number_claim else []
    if all(name in claims for name in wanted) or not found.userinfo or not access:
        return claims
    try:
        more = asked(found.userinfo, bearer=access)
    except Unreachable as error:
        raise _silent(error) from None
    if more.get("sub") != claims["sub"]:
        raise _refused("userinfo of somebody else")
    return {**more, **claims}


def _reached(provider: Provider, at: datetime) -> Found:
    try:
        return discovered(provider.issuer, at=at)
    except Unreachable as error:
        raise _silent(error) from None


def _silent(error: Exception) -> Trouble:
    LOG.warning("the identity service does not answer: %s", error)
    message = Words("统一身份认证平台没有应答。", "The identity service does not answer.")
    return Trouble("conflict", "provider_silent", message, AGAIN, "provider")


def _refused(why: str) -> Trouble:
    LOG.warning("a sign-in at the identity service was refused: %s", why)
    message = Words("统一身份认证没有完成。", "Signing in at the identity service was not completed.")
    return Trouble("unknown", "provider_refused", message, AGAIN, "provider")

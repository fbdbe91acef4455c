"""What an identity service says of itself, and asking it: its addresses and keys are fetched once an hour, and kept."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

KEPT = timedelta(hours=1)
REST = timedelta(minutes=1)  # keys are not fetched anew more often
TIMEOUT = 5.0  # seconds
MOST = 1_000_000  # bytes of an answer


class Unreachable(Exception):
    """The service does not answer, or not in a way that can be used."""


@dataclass(frozen=True, slots=True)
class Found:
    """The addresses of a service; `basic`: whether it takes the client's secret in the header; `leaving`: where
    one signs out there, where it says so."""

    issuer: str
    authorization: str
    token: str
    jwks: str
    userinfo: str
    basic: bool
    leaving: str


@dataclass(slots=True)
class _Kept:
    """What this process knows of the services by issuer, and of their keys by address, and since when."""

    services: dict[str, tuple[datetime, Found]] = field(default_factory=dict)
    keys: dict[str, tuple[datetime, dict[str, Any]]] = field(default_factory=dict)


_KEPT = _Kept()


def discovered(issuer: str, *, at: datetime) -> Found:
    """What the service says of itself. Raises Unreachable, also where it says it is another one."""
    kept = _KEPT.services.get(issuer)
    if kept and at - kept[0] < KEPT:
        return kept[1]
    told = asked(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != issuer:
        raise Unreachable(f"{issuer} says it is {told.get('issuer')!r}")
    try:
        ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        found = Found(
            issuer,
            _safe(issuer, told["authorization_endpoint"]),
            _safe(issuer, told["token_endpoint"]),
            _safe(issuer, told["jwks_uri"]),
            _safe(issuer, told["userinfo_endpoint"]) if told.get("userinfo_endpoint") else "",
            "client_secret_basic" in ways,
            _safe(issuer, told["end_session_endpoint"]) if told.get("end_session_endpoint") else "",
        )
    except (KeyError, ValueError, TypeError) as error:
        raise Unreachable(f"{issuer} does not say enough: {error}") from None
    _KEPT.services[issuer] = (at, found)
    return found


def keys(found: Found, *, at: datetime, anew: bool = False) -> dict[str, Any]:
    """The service's keys as a JWK set; fetched anew where asked, if that was not done just now. Raises Unreachable."""
    kept = _KEPT.keys.get(found.jwks)
    if kept and at - kept[0] < (REST if anew else KEPT):
        return kept[1]
    told = asked(found.jwks)
    if not isinstance(told.get("keys"), list):
        raise Unreachable(f"{found.jwks} holds no keys")
    _KEPT.keys[found.jwks] = (at, told)
    return told


def forget() -> None:
    """Forgets everything: for a process whose services have changed."""
    _KEPT.services.clear()
    _KEPT.keys.clear()


def asked(
    address: str,
    *,
    form: dict[str, str] | None = None,
    client: tuple[str, str] | None = None,
    basic: bool = True,
    bearer: str = "",
) -> dict[str, Any]:
    """The JSON object at an address; with a form by POST, in the name of a client. Raises Unreachable."""
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
    auth = httpx.BasicAuth(*client) if client and basic else None
    if form is not None and client and not basic:
        form = {**form, "client_id": client[0], "client_secret": client[1]}
    try:
        with (
            httpx.Client(timeout=TIMEOUT, follow_redirects=False) as browser,
            browser.stream("GET" if form is None else "POST", address, data=form, headers=headers, auth=auth) as answer,
        ):
            content = b""
            for chunk in answer.iter_bytes():
                content += chunk
                if len(content) > MOST:
                    raise Unreachable(f"{address} answers without end")
            if answer.status_code != httpx.codes.OK:
                raise Unreachable(f"{address} answers {answer.status_code}")
        told = json.loads(content)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise Unreachable(f"{address}: {type(error).__name__}") from None
    if not isinstance(told, dict):
        raise Unreachable(f"{address} answers something else")
    return told


def _safe(issuer: str, address: str) -> str:
    """An address that may be asked: over TLS, unless the issuer itself is on this machine."""
    if not address.startswith("https://") and not (issuer.startswith("http://") and address.startswith("http://")):
        raise ValueError(f"{address} is not https")
    return address

"""Who asks: by a session's cookie, by a token, or as the public.

A cookie alone changes nothing: every unsafe request under it carries the session's own anti-forgery token in the header
X-CSRF-Token, which `GET /api/me` and signing in tell. Signing in needs none, because it takes nothing but JSON.
"""

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer

from zhengwu.records.people.actors import PUBLIC, Actor
from zhengwu.records.people.loading import by_session, by_token
from zhengwu.records.troubles import Trouble, Words
from zhengwu.visits import SAFE, asked, is_token_of

WHILE_PASSWORD_IS_OLD = {"/api/me", "/api/me/password", "/api/session"}


class Cookie(APIKeyCookie):
    """A person, by the cookie of a session."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor; None without a cookie or with one that is no longer good. Raises Trouble (forbidden)."""
        secret = request.COOKIES.get(self.param_name)
        return _signed(request, secret) if secret else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The same for a secret at hand."""
        return _signed(request, key) if key else None


class Bearer(HttpBearer):
    """A system, by `Authorization: Bearer …`. A bad token is refused, whatever cookie comes with it."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor; None without the header."""
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        scheme, _, token = header.partition(" ")
        return self.authenticate(request, token if scheme.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """The actor of a token at hand. Raises AuthenticationError."""
        actor = by_token(token.strip(), at=asked(request).at)
        if actor is None:
            raise AuthenticationError
        asked(request).actor = actor
        return actor


SIGNED_IN = [Bearer(), Cookie(csrf=False)]


class Anybody(APIKeyCookie):
    """Whoever comes: signed in if they are, the public otherwise. A bad cookie is no cookie; a bad token is refused."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_type = "apiKey"

    def __call__(self, request: HttpRequest) -> Actor:
        """The actor, PUBLIC at least."""
        for way in SIGNED_IN:
            actor: Actor | None = way(request)
            if actor is not None:
                return actor
        return PUBLIC

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor:
        """The same."""
        return self(request)


ANYBODY = [Anybody(csrf=False)]


def _signed(request: HttpRequest, secret: str) -> Actor | None:
    known = asked(request)
    signed = by_session(secret, at=known.at)
    if signed is None:
        return None
    if request.method not in SAFE:
        sent = request.META.get("HTTP_X_CSRF_TOKEN", "")
        if not is_token_of(secret, sent):
            raise _forged()
    if signed.must_change_password and request.path not in WHILE_PASSWORD_IS_OLD:
        raise _old_password()
    if signed.must_enrol and request.path not in WHILE_PASSWORD_IS_OLD:
        raise _no_second_factor()
    known.actor, known.session_id = signed.actor, signed.session_id
    known.must_change_password, known.must_enrol = signed.must_change_password, signed.must_enrol
    return signed.actor


def _forged() -> Trouble:
    message = Words("缺少防伪标记或标记不对。", "The anti-forgery token is missing or wrong.")
    advice = Words("请刷新页面后重试。", "Take `csrf` from GET /api/me and send it as X-CSRF-Token.")
    return Trouble("forbidden", "csrf", message, advice, "X-CSRF-Token")


def _old_password() -> Trouble:
    message = Words("请先修改密码。", "Change your password first.")
    return Trouble("forbidden", "password_change_required", message, Words("见 /api/me/password。", "/api/me/password"))


def _no_second_factor() -> Trouble:
    message = Words("您的岗位须先启用两步验证。", "Your post needs a second factor first.")
    advice = Words("请在网页的“我的账户”中启用。", "Set it up on the page /desk/me/codes.")
    return Trouble("forbidden", "second_factor_enrolment_required", message, advice)

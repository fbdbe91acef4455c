"""A page as it is answered: template and dataclass in, HTML with its headers out; and the way on after a step.

`show(request, "portal/home.html", Home(…))` renders the template with `page` (the dataclass) and `visit` (who looks, in
which language, at which path). After a step that changed something: `onward(request, "/where", Notice(…))`, so that
reloading repeats nothing.
"""

import secrets
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhengwu.records.notices.queries import unread
from zhengwu.records.people.actors import Actor
from zhengwu.ui import notices
from zhengwu.ui.environment import environment
from zhengwu.ui.looks import Look, look_of, switch
from zhengwu.ui.notices import Notice
from zhengwu.visits import asked, csrf_token

FORM_COOKIE = "zhengwu_form"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # the marks in Bootstrap's style sheet
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


@dataclass(slots=True)
class Visit:
    """What the frame of a page needs to know. `secret` is that of the cookie that forms are bound to."""

    path: str
    look: Look
    actor: Actor
    secret: str
    notices: tuple[Notice, ...] = ()
    fresh: bool = field(default=False)

    @property
    def token(self) -> str:
        """The anti-forgery token for a form of this page; makes a secret where there is none yet."""
        if not self.secret:
            self.secret, self.fresh = secrets.token_urlsafe(24), True
        return csrf_token(self.secret)

    @property
    def key(self) -> str:
        """A new key by which a form sent twice takes effect once."""
        return secrets.token_urlsafe(18)

    @property
    def unread(self) -> int:
        """How many notices the person has not read, counted to 100 at most; only the staff's frame asks."""
        return unread(self.actor.id) if self.actor.kind == "person" and self.actor.id else 0

    def switched(self, what: str, to: str) -> str:
        """The address that changes language or type and comes back here."""
        return switch(self.path, what, to)


def visit_of(request: HttpRequest) -> Visit:
    """Who looks, and how."""
    actor = asked(request).actor
    cookie = settings.SESSION_COOKIE_NAME if actor.kind == "person" else FORM_COOKIE
    path = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    return Visit(path, look_of(request), actor, request.COOKIES.get(cookie, ""), notices.taken(request))


def show(request: HttpRequest, template: str, page: object, status: int = 200) -> HttpResponse:
    """The page."""
    visit = visit_of(request)
    text = environment(visit.look.lang).get_template(template).render(page=page, visit=visit)
    response = HttpResponse(text, status=status)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Vary"] = "Cookie, Accept-Language"
    response.headers["Content-Language"] = "zh-Hans" if visit.look.lang == "zh" else "en"
    if visit.notices:
        notices.drop(response)
    if visit.fresh:
        response.set_cookie(FORM_COOKIE, visit.secret, httponly=True, samesite="Strict", secure=settings.HTTPS)
    return response


def onward(_request: HttpRequest, path: str, *said: Notice) -> HttpResponse:
    """To the page that shows what a step has done (303)."""
    response = HttpResponse(status=303, headers={"Location": path})
    if said:
        notices.put(response, said)
    return response

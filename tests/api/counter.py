"""A counter that speaks JSON over the API: tokens of the posts, the public's browser, and the clock of a story."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.test import Client

from tests.conftest import Desk
from zhengwu.records.people import tokens
from zhengwu.records.people.actors import CLOCKWORK

POSTS = ("clerk", "handler", "reviewer", "head", "leader")


@dataclass
class Clock:
    """The time of a story; the frame asks it instead of the machine's."""

    now: datetime = datetime(2026, 1, 5, 1, tzinfo=UTC)

    def __call__(self):
        return self.now

    def turn(self, day):
        """Sets it to nine in the morning, at the office, of that day."""
        self.now = datetime.fromisoformat(f"{day}T01:00:00+00:00")
        return day


@dataclass
class Counter:
    """Who stands at it: a token for each post of a body, and the public."""

    body: int
    clock: Clock
    secrets: dict[str, str] = field(default_factory=dict)

    def token(self, name, *scopes, body=None):
        """Issues a token for most of a year and remembers it under a name."""
        at, until = self.clock.now, self.clock.now + timedelta(days=365)
        said = {"name": name, "body_id": body or self.body, "scopes": frozenset(scopes), "until": until}
        self.secrets[name] = tokens.issue(**said, by=CLOCKWORK, at=at).secret
        return self

    def ask(self, who, method, path, said=None, **headers):
        """Asks as a token's system, or as the public where there is no such token."""
        if who in self.secrets:
            headers["Authorization"] = f"Bearer {self.secrets[who]}"
        return Desk(raise_request_exception=False).ask(method, f"/api{path}", said, **headers)

    def get(self, who, path):
        """What a question is answered; it must be answered well."""
        response = self.ask(who, "GET", path)
        assert response.status_code == 200, response.said
        return response.said

    def post(self, who, path, said, status=201):
        """What a deed is answered; it must have this status."""
        response = self.ask(who, "POST", path, said)
        assert response.status_code == status, response.said
        return response.said

    def step(self, who, case_id, event, on=None, status=201, **fields):
        """Takes a step on a day, to which the clock is turned."""
        if on is not None:
            self.clock.turn(on)
        return self.post(who, f"/cases/{case_id}/steps", {"event": event, "fields": fields}, status)

    def download(self, path):
        """The bytes that anybody is given."""
        response = Client(raise_request_exception=False).get(f"/api{path}")
        assert response.status_code == 200, response.content[:300]
        return response.content

    def upload(self, who, path, name, content, **fields):
        """Sends a file."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        said = {"file": SimpleUploadedFile(name, content), **fields}
        headers = {"Authorization": f"Bearer {self.secrets[who]}"} if who in self.secrets else {}
        return Client(raise_request_exception=False).post(f"/api{path}", said, headers=headers)


def opened(body, clock):
    """A counter with a token for each post of a body."""
    counter = Counter(body, clock)
    for post in POSTS:
        counter.token(post, "case.read", "case.register", "case.export", "personal.unmask", "case.handle", f"as.{post}")
    return counter


APPLICANT = {"name": "申请人甲", "phone": "000-00000000"}


def request_for(body, *items, **facts):
    """What a request says."""
    return {"body_id": body, "items": list(items) or ["招标文件"], "applicant": APPLICANT, **facts}

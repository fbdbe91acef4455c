"""Several systems that are told: each what it wants, signed with its own secret, tried again for itself alone."""

import hashlib
import hmac
import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from zhengwu.cli.operate.receivers import receivers
from zhengwu.cli.operate.senders import KINDS, senders
from zhengwu.cli.troubles import Trouble
from zhengwu.records.outbox.actions import drain, put
from zhengwu.records.outbox.models import Effect

NOW = datetime.now(UTC)


class System(BaseHTTPRequestHandler):
    """Answers what the server says, and remembers what it was told."""

    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        signed = hmac.new(self.server.secret.encode(), content, hashlib.sha256).hexdigest()
        self.server.heard.append((json.loads(content)["kind"], signed == self.headers["X-Zhengwu-Signature"]))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def system():
    """A function that starts a system that answers so."""
    running = []

    def started(secret, answer):
        server = HTTPServer(("127.0.0.1", 0), System)
        server.heard, server.secret, server.answer = [], secret, answer
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return server

    yield started
    for server in running:
        server.shutdown()
        server.server_close()


def listed(path, **systems):
    """The file of receivers; a system with the kinds that it wants, or None for all."""
    lines = []
    for name, (server, kinds) in systems.items():
        lines += [f"[{name}]", f'address = "http://127.0.0.1:{server.server_port}/"', f'secret = "{server.secret}"']
        lines += [f"kinds = {json.dumps(kinds)}"] if kinds else []
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


@pytest.mark.django_db
def test_it_works(system, tmp_path, monkeypatch):
    hall, centre = system("a", 503), system("b", 204)
    path = listed(tmp_path / "systems.toml", hall=(hall, None), centre=(centre, ["case.late"]))
    monkeypatch.setenv("ZHENGWU_WEBHOOKS", path)
    for kind in ("case.late", "case.due_soon"):
        put(kind, {"number": "许1"}, due_at=NOW)
    drain(senders(), at=NOW)
    later = datetime.now(UTC)
    drain(senders(), at=later)
    assert sorted(hall.heard) == [("case.due_soon", True), ("case.late", True)]
    assert centre.heard == [("case.late", True)]
    hall.answer = 204
    drain(senders(), at=later + timedelta(minutes=2))
    assert (len(hall.heard), len(centre.heard)) == (4, 1)
    assert not Effect.objects.filter(done_at=None).exists()


@pytest.mark.django_db
def test_a_system_that_wants_no_more_is_given_up_alone(system, tmp_path, monkeypatch):
    hall, centre = system("a", 410), system("b", 204)
    path = listed(tmp_path / "systems.toml", hall=(hall, None), centre=(centre, None))
    monkeypatch.setenv("ZHENGWU_WEBHOOKS", path)
    put("case.late", {"number": "许1"}, due_at=NOW)
    drain(senders(), at=NOW)
    done = drain(senders(), at=datetime.now(UTC))
    assert (done.sent, done.given_up) == (1, 1)
    assert [one.kind for one in Effect.objects.filter(done_at=None)] == ["webhook.hall"]


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("[hall]\nsecret = 's'", "[hall] address"),
        ("[hall]\naddress = 'ftp://hall'\nsecret = 's'", "[hall] address"),
        ("[hall]\naddress = 'https://hall'", "[hall] secret"),
        ("[hall]\naddress = 'https://hall'\nsecret = 's'\nkinds = ['case.eaten']", "[hall] kinds"),
        ("[Hall]\naddress = 'https://hall'\nsecret = 's'", "[Hall]"),
        ("[hall", "systems.toml"),
    ],
)
def test_it_refuses_a_file_that_is_wrong_and_says_where(tmp_path, written, where):
    path = tmp_path / "systems.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(Trouble) as refused:
        receivers(str(path), KINDS)
    assert where in refused.value.gloss

"""Short messages leave by a gateway that speaks HTTP: signed, once, and not waited for again when it is away."""

import hashlib
import hmac
import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings

from tests.cli.postoffice import free_port
from zhengwu.cli.operate.senders import senders
from zhengwu.records.notices import addresses
from zhengwu.records.notices.addresses import Owner
from zhengwu.records.notices.models import Address, Sent
from zhengwu.records.outbox.actions import Drained, drain
from zhengwu.records.outbox.models import Effect

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
SECRET = "gateway-secret"


class Gateway(BaseHTTPRequestHandler):
    """Keeps what it gets; answers as its server says."""

    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((json.loads(content), content, self.headers["X-Zhengwu-Signature"]))
        self.send_response(self.server.says)
        self.end_headers()

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture
def gateway(monkeypatch):
    """A gateway for short messages, and no other way."""
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.heard, server.says = [], 204
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(settings, "MESSAGES", ("sms",))
    for name in ("ZHENGWU_MAIL", "ZHENGWU_WEBHOOK", "ZHENGWU_WECHAT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ZHENGWU_MODE", "test")
    monkeypatch.setenv("ZHENGWU_SMS", f"http://127.0.0.1:{server.server_port}/send")
    monkeypatch.setenv("ZHENGWU_GATEWAY_SECRET", SECRET)
    yield server
    server.shutdown()
    server.server_close()


def ask(person, at=AT):
    addresses.ask(Owner(person_id=person.pk), "sms", "13900000000", "zh", at=at)


def test_it_works(gateway, cast):
    ask(cast["handler"])
    assert drain(senders(), at=AT) == Drained(sent=1)
    ((told, content, signature),) = gateway.heard
    assert told["to"] == "13900000000"
    assert addresses.code_of(Address.objects.get()) in told["text"]
    assert signature == hmac.new(SECRET.encode(), content, hashlib.sha256).hexdigest()
    assert (Sent.objects.get().text, Sent.objects.get().to) == ("", "139****0000")


def test_a_fault_is_tried_again_with_the_same_id(gateway, cast):
    gateway.says = 503
    ask(cast["handler"])
    assert drain(senders(), at=AT) == Drained(failed=1)
    gateway.says = 204
    assert drain(senders(), at=AT + timedelta(minutes=2)) == Drained(sent=1)
    assert gateway.heard[0][0]["id"] == gateway.heard[1][0]["id"]


def test_gone_is_gone(gateway, cast):
    gateway.says = 410
    ask(cast["handler"])
    assert drain(senders(), at=AT) == Drained(given_up=1)
    assert addresses.of(Owner(person_id=cast["handler"].pk))["sms"].refused


def test_a_gateway_that_is_away_is_asked_once_a_round(gateway, cast, monkeypatch):
    monkeypatch.setenv("ZHENGWU_SMS", f"http://127.0.0.1:{free_port()}/")
    for post in ("handler", "head", "clerk"):
        ask(cast[post])
    assert drain(senders(), at=AT) == Drained(failed=3)
    said = [row.last_error for row in Effect.objects.order_by("id")]
    assert [one.startswith("ConnectionError: not reached in this round") for one in said] == [False, True, True]

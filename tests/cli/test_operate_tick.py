"""The timers: what clockwork does, what it leaves to people, what it says once, and that two at once do no harm."""

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from examples.district.build import build
from tests.cli.operating import zhengwu
from zhengwu.cli.operate.senders import senders
from zhengwu.cli.operate.tick import LEASE, Done, round_of, told
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.outbox import leases
from zhengwu.records.outbox.models import Effect
from zhengwu.records.reports.models import AnnualReport
from zhengwu.settings import hears

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=45)


@pytest.fixture(scope="module")
def opened(ground):
    """The district with what lies open on 20 November 2026."""
    return build(NOW, "qinghe-test-7431", short=True)


@pytest.fixture
def desks(opened, db, monkeypatch):
    """That district; messages have nowhere to go."""
    for name in ("ZHENGWU_MAIL", "ZHENGWU_WEBHOOK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ZHENGWU_MODE", "test")
    return opened


def kinds():
    found = Effect.objects.exclude(kind="case.step").exclude(kind__startswith="notice.")
    return [effect.kind for effect in found]


def accepted_by_law():
    """How many applications nobody told anything of in five days."""
    return Event.objects.filter(key="deemed_accepted", at=LATER).count()


def test_silence_has_its_consequence_by_clockwork_and_no_request_ends_by_it(desks):
    requests = Case.objects.filter(procedure="information_request")
    waiting = set(requests.filter(state__in=["awaiting_correction", "awaiting_fee"]).values_list("id", flat=True))
    done = round_of(LATER)
    lapses = Event.objects.filter(key="consultation_lapsed", at=LATER)
    assert done.lapsed == 2 + accepted_by_law()
    assert {event.actor for event in lapses} == {"clockwork"}
    assert not Case.objects.filter(state="consulting").exists()
    assert done.to_sign >= len(waiting) == 2
    assert not Case.objects.filter(pk__in=waiting, is_open=False).exists()
    assert done.failed == ()


def test_reminders_are_said_once_a_day(desks):
    first, again, tomorrow = round_of(NOW), round_of(NOW + timedelta(hours=2)), round_of(NOW + timedelta(days=1))
    assert first.late >= 2
    assert first.due_soon >= 2
    assert (again.late, again.due_soon, again.to_sign) == (0, 0, 0)
    assert tomorrow.late >= first.late
    assert len(set(Effect.objects.exclude(dedupe="").values_list("dedupe", flat=True))) == len(
        Effect.objects.exclude(dedupe="")
    )


def test_a_duty_that_is_done_is_not_late(desks):
    defended = Case.objects.get(procedure="lawsuit", state="defended")
    round_of(LATER)
    assert not Effect.objects.filter(payload__case=defended.pk, kind="case.late").exists()


def test_a_second_round_at_the_same_time_leaves_at_once(desks):
    before = kinds()
    assert leases.claim(LEASE, at=NOW, until=NOW + timedelta(minutes=5))
    assert round_of(NOW).busy
    assert kinds() == before
    assert not round_of(NOW + timedelta(minutes=6)).busy  # the first one died


def test_the_year_closes_and_everybody_is_told_once(desks):
    closing = datetime(2026, 12, 31, 9, tzinfo=UTC)
    assert round_of(closing).prepared == 11
    assert round_of(closing + timedelta(hours=1)).prepared == 0
    assert AnnualReport.objects.filter(year=2026, status="draft").count() == 11
    assert "calendar.unannounced" in kinds()


def test_a_broken_case_is_named_and_the_others_are_done(desks):
    broken = Case.objects.filter(state="consulting").first()
    Event.objects.filter(case=broken, number=1).update(key="decided")
    done = round_of(LATER)
    assert done.lapsed == 1 + accepted_by_law()
    assert any(broken.number in line for line in done.failed)


class Listener(BaseHTTPRequestHandler):
    """A system that takes messages."""

    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((json.loads(content), self.headers["X-Zhengwu-Signature"]))
        self.send_response(503 if len(self.server.heard) == 1 else 204)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_another_system_hears_each_message_and_a_failure_is_tried_again(home):
    server = HTTPServer(("127.0.0.1", 0), Listener)
    server.heard = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    way = {"ZHENGWU_WEBHOOK": f"http://127.0.0.1:{server.server_port}/", "ZHENGWU_WEBHOOK_SECRET": "s"}
    try:
        first = zhengwu(home, "tick", **way)
        assert first.returncode == 1, first.stderr  # one failed: it is named by the code and tried again
        assert len(server.heard) > 3
        assert all(len(signature) == 64 for _, signature in server.heard)
        assert "申请人" not in json.dumps([told for told, _ in server.heard], ensure_ascii=False)
        assert zhengwu(home, "tick", **way).returncode == 0
    finally:
        server.shutdown()
        server.server_close()


def test_the_demonstration_writes_its_messages_into_a_file(home):
    done = zhengwu(home, "tick", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "late" in done.stdout
    assert "已超过答复期限" in (home / "outbox.log").read_text()


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"ZHENGWU_MODE": "demo"},
        {"ZHENGWU_MAIL": "smtp://127.0.0.1"},
        {"ZHENGWU_MAIL_TO": "gk@example.gov.cn"},
        {"ZHENGWU_MAIL": "smtp://127.0.0.1", "ZHENGWU_MAIL_TO": "gk@example.gov.cn"},
        {"ZHENGWU_WEBHOOK": "http://127.0.0.1:9/"},
    ],
)
def test_a_step_is_put_down_exactly_where_somebody_sends_it(monkeypatch, environment):
    for name in ("MODE", "MAIL", "MAIL_TO", "WEBHOOK", "WEBHOOKS"):
        monkeypatch.delenv(f"ZHENGWU_{name}", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("case.step" in senders()) is hears(environment)


def test_a_thousand_and_more_that_wait_are_told_as_more_than_a_thousand(capsys):
    told(Done(waiting=1001), "en")
    told(Done(waiting=1000), "en")
    assert [line.split("waiting ")[1].split(" ")[0] for line in capsys.readouterr().out.splitlines()] == [
        ">1000",
        "1000",
    ]

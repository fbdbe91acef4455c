"""The state of the system: every line in words, backups with their age, messages tried again or dropped."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction

from tests.workbench.conftest import AT
from zhengwu.records.journal.models import Entry
from zhengwu.records.keeping import backup, remembered, state
from zhengwu.records.outbox import actions as outbox
from zhengwu.records.outbox.models import Effect
from zhengwu.records.publications import reindexing
from zhengwu.ui.catalogue import catalogue
from zhengwu.workbench.administration import health

PATH = "/desk/administration/health"
OUTBOX = "/desk/administration/outbox"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of this test's own."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path


@pytest.fixture
def stuck(district):
    """A message that was given up."""
    with transaction.atomic():
        outbox.put("case.late", {"number": "1"}, due_at=AT - timedelta(days=1), body_id=district.bureau)
    Effect.objects.update(tries=outbox.MOST_TRIES, last_error="ConnectionRefusedError")
    return Effect.objects.get().pk


def test_it_works(seat, home):
    outbox.beat("tick", at=AT)
    page = seat("administrator").open(PATH)
    assert page.status_code == 200
    assert "还没有备份" in page.text
    assert "zhengwu restore" in page.text
    assert page.text.count('class="light light-') == len(state.lines(at=AT))


def test_an_index_of_earlier_rules_is_told_and_still_answers(seat, home, monkeypatch):
    monkeypatch.setattr(reindexing, "is_earlier", lambda: True)
    assert "zhengwu reindex publications" in seat("administrator").open(PATH).text


def test_every_state_of_every_line_has_its_sentence():
    lines = {name.split(".")[2] for name in catalogue("zh") if name.startswith("health.line.")}
    known = {one.key for one in (state.Line("version", "good", "here"),)} | {
        "database", "tables", "tick", "waiting", "given_up", "room", "calendar", "fonts", "words", "backup",
        *(f"proof_{kind}" for kind in state.KINDS),
    }  # fmt: skip
    assert lines == known
    assert all(f"health.line.{one}.name" in catalogue("en") for one in known)


def test_a_backup_is_read_back_and_remembered(seat, home, db):
    backup.write(home / "today.tar.gz", at=AT, report=lambda *_: None)
    made = remembered.backups()[0]
    assert (made.problem, made.verified_at, made.place) == ("", AT, str(home / "today.tar.gz"))
    assert made.size == (home / "today.tar.gz").stat().st_size
    page = seat("administrator").open(PATH).text
    assert "today.tar.gz" in page
    assert "下一次备份应在" in page


def test_a_backup_that_was_damaged_is_told(home, db):
    manifest = backup.write(home / "one.tar", at=AT, report=lambda *_: None)
    content = bytearray((home / "one.tar").read_bytes())
    content[len(content) // 2] ^= 0xFF
    (home / "one.tar").write_bytes(content)
    assert backup.disagreement(home / "one.tar", manifest)
    (home / "one.tar").write_bytes(content[:2000])
    assert backup.disagreement(home / "one.tar", manifest)


def test_an_old_backup_is_a_warning(db):
    remembered.note_backup("a", 1, 0, "1", at=AT - timedelta(days=3), verified_at=AT, problem="")
    assert state.backup(AT).light == "warn"
    remembered.note_backup("b", 1, 0, "1", at=AT - timedelta(hours=3), verified_at=AT, problem="")
    assert state.backup(AT).light == "good"
    remembered.note_backup("c", 1, 0, "1", at=AT, verified_at=None, problem="database.sqlite3")
    assert state.backup(AT).light == "bad"


def test_a_message_is_tried_again(seat, stuck):
    officer = seat("administrator")
    assert "ConnectionRefusedError" in officer.open(OUTBOX).text
    assert officer.fill(f"{OUTBOX}/{stuck}", retry="1").status_code == 303
    sent = []
    outbox.drain({"case.late": sent.append}, at=AT + timedelta(days=1))
    assert len(sent) == 1
    assert Entry.objects.filter(action="outbox.retried").count() == 1


def test_a_message_is_dropped_with_a_reason(seat, stuck):
    officer = seat("administrator")
    refused = officer.fill(f"{OUTBOX}/{stuck}", reason=" ")
    assert (refused.status_code, 'id="f-reason-problem"' in refused.text) == (422, True)
    assert officer.fill(f"{OUTBOX}/{stuck}", reason="已电话告知").status_code == 303
    assert Effect.objects.get().done_at is not None
    assert "已电话告知" in Entry.objects.get(action="outbox.dropped").reason
    assert officer.open(f"{OUTBOX}/{stuck}").status_code == 404


def test_kinds_of_messages_have_words(db):
    from zhengwu.cli.operate.senders import KINDS

    assert [one for one in (*KINDS, "timetable.settle") if health.kind_of(one).zh == one] == []


@pytest.mark.parametrize("post", ["clerk", "head", "leader"])
@pytest.mark.parametrize("path", [PATH, OUTBOX])
def test_it_refuses_who_does_not_look_after_the_system(seat, post, path):
    assert seat(post).open(path).status_code == 403


def test_a_page_costs_few_statements(seat, home, django_assert_max_num_queries):
    officer = seat("administrator")
    officer.open(PATH)
    with django_assert_max_num_queries(12):
        officer.open(PATH)

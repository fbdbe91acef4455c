"""Files on a case: received untouched, durable, seen by those who see the case, never deleted."""

import hashlib
import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records.documents.shelf import AT, case, text
from tests.together import at_once
from zhengwu.records.documents import actions, queries, store
from zhengwu.records.documents.actions import Receiving
from zhengwu.records.documents.models import Attachment, StoredFile
from zhengwu.records.journal.models import Entry
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import Trouble

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels Exif GPS"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path


@pytest.fixture
def filed(district, actors):
    return case(district.bureau, actors["clerk"])


def test_it_works(filed, actors, home):
    got = actions.receive(filed.pk, Receiving(PNG, "C:\\fakepath\\证件.txt", "identity"), by=actors["clerk"], at=AT)
    assert (got.media_type, got.name, got.title, got.size) == ("image/png", "证件.txt", "证件.txt", len(PNG))
    path = home / "files" / got.sha256[:2] / got.sha256
    assert path.read_bytes() == PNG
    assert got.sha256 == hashlib.sha256(PNG).hexdigest()
    copy = actions.open_file(got.id, by=actors["clerk"], at=AT)
    assert (copy.content, copy.media_type) == (PNG, "image/png")
    assert [path.name for path in (home / "files").iterdir()] == [got.sha256[:2]]
    assert Entry.objects.filter(action="document.open").count() == 1


def test_the_same_file_twice_is_one_file_and_one_attachment(filed, actors):
    one = actions.receive(filed.pk, text(), by=actors["clerk"], at=AT)
    assert actions.receive(filed.pk, text(name="again.txt"), by=actors["clerk"], at=AT) == one
    other = actions.receive(filed.pk, text(role="evidence"), by=actors["clerk"], at=AT)
    assert other.id != one.id
    assert (StoredFile.objects.count(), Attachment.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"MZ\x90\x00program", "kind_not_allowed"), (b"<html><script>", "kind_not_allowed"),
     (b"\xd0\xcf\x11\xe0old office", "kind_not_allowed"), (b"PK\x03\x04damaged", "file_damaged"),
     (b"x" * 5_000_001, "file_too_large")],
)  # fmt: skip
def test_it_refuses_files_by_their_content(filed, actors, content, code):
    with pytest.raises(Trouble) as refused:
        actions.receive(filed.pk, Receiving(content, "好.pdf", "evidence"), by=actors["clerk"], at=AT)
    assert refused.value.code == code
    assert not StoredFile.objects.exists()


def test_it_refuses_roles_items_and_what_the_public_may_not_add(filed, actors):
    for received, by, code in [
        (text(role="nonsense"), actors["clerk"], "unknown_role"),
        (text(item_number="99"), actors["clerk"], "unknown_item"),
        (text(role="reply"), PUBLIC, "not_found"),
        (text(), actors["auditor"], "forbidden"),
    ]:
        with pytest.raises(Trouble) as refused:
            actions.receive(filed.pk, received, by=by, at=AT)
        assert refused.value.code == code
    assert actions.receive(filed.pk, text(), by=PUBLIC, at=AT).actor == "public"


def test_foreigners_see_nothing(filed, actors, hire, actor, district):
    got = actions.receive(filed.pk, text(), by=actors["clerk"], at=AT)
    stranger = actor(hire("clerk", district.foreign))
    assert queries.attachments(stranger, filed.pk) == []
    for deed in (
        lambda: actions.open_file(got.id, by=stranger, at=AT),
        lambda: actions.withdraw(got.id, "x", by=stranger, at=AT),
        lambda: actions.receive(filed.pk, text(), by=stranger, at=AT),
    ):
        with pytest.raises(Trouble, match="not_found"):
            deed()


def test_a_withdrawn_document_is_still_on_file(filed, actors):
    got = actions.receive(filed.pk, text(), by=actors["clerk"], at=AT)
    with pytest.raises(Trouble, match="reason_missing"):
        actions.withdraw(got.id, " ", by=actors["clerk"], at=AT)
    gone = actions.withdraw(got.id, "误传", by=actors["clerk"], at=AT)
    assert (gone.withdrawn_at, gone.withdrawn_reason) == (AT, "误传")
    with pytest.raises(Trouble, match="already_withdrawn"):
        actions.withdraw(got.id, "误传", by=actors["clerk"], at=AT)
    assert [entry.id for entry in queries.attachments(actors["clerk"], filed.pk)] == [got.id]
    assert actions.receive(filed.pk, text(), by=actors["clerk"], at=AT).id != got.id


def test_a_file_that_was_changed_on_disk_is_not_opened(filed, actors, home):
    got = actions.receive(filed.pk, text(), by=actors["clerk"], at=AT)
    path = store.place(got.sha256)
    path.chmod(0o600)
    path.write_bytes("申请书".encode())
    with pytest.raises(Trouble, match="file_damaged"):
        actions.open_file(got.id, by=actors["clerk"], at=AT)
    path.unlink()
    with pytest.raises(Trouble, match="file_damaged"):
        actions.open_file(got.id, by=actors["clerk"], at=AT)


def test_no_row_without_a_file(filed, actors, home, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        actions.receive(filed.pk, text(), by=actors["clerk"], at=AT)
    assert not StoredFile.objects.exists()
    assert not list((home / "files").glob(".new-*"))


def test_what_was_left_half_written_is_swept_away(filed, actors, home):
    got = actions.receive(filed.pk, text(), by=actors["clerk"], at=AT)
    left = home / "files" / ".new-half"
    left.write_bytes(b"half")
    os.utime(left, (AT.timestamp(), AT.timestamp()))
    assert store.sweep(before=AT) == 0
    assert store.sweep(before=AT + timedelta(days=1)) == 1
    assert not left.exists()
    assert store.place(got.sha256).exists()


def test_a_list_is_one_statement(filed, actors):
    for number in range(5):
        actions.receive(filed.pk, text(str(number) * 3), by=actors["clerk"], at=AT)
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.attachments(actors["head"], filed.pk)) == 5
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("", "未命名"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("..", "未命名"),
        ("长" * 300 + ".pdf", None),
    ],
)
def test_a_name_is_never_a_path(name, plain):
    got = store.plain_name(name)
    assert got == plain if plain else len(got) <= 255 and got.endswith(".pdf")


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_keep_one_file(district, actors):
    filed = case(district.bureau, actors["clerk"])
    results = at_once(*[lambda: actions.receive(filed.pk, text(), by=actors["clerk"], at=AT)] * 8)
    assert len({entry.id for entry in results}) == 1
    assert (StoredFile.objects.count(), Attachment.objects.count()) == (1, 1)

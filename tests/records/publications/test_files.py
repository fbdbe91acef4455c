"""Files of a publication: hostile ones refused, hidden and personal things decided on, nothing undecided released."""

import io
import os
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records.publications.clamd import EICAR, clamd
from tests.statute.inspection import made
from zhengwu.records.cases import actions as cases
from zhengwu.records.documents.store import content_of
from zhengwu.records.journal.models import Entry
from zhengwu.records.publications import actions, files
from zhengwu.records.publications.actions import Draft
from zhengwu.records.publications.models import Publication, PublishedFile, Version
from zhengwu.records.publications.texts import Written
from zhengwu.records.troubles import Trouble
from zhengwu.statute.inspection import inspect
from zhengwu.statute.procedures import Event

AT = datetime(2026, 3, 4, 2, tzinfo=UTC)
ON = AT.date()
ID = "11010519491231002X"
WAY = (("attributed", "handler", {"attribute": "proactive"}), ("reviewed", "reviewer", {"verdict": "passed"}),
       ("approved", "leader", {}), ("published", "clerk", {}))  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(settings, "CLAMD", "")
    return tmp_path


@pytest.fixture
def draft(district, actors):
    """A notice in preparation."""
    return actions.register(district.bureau, words("三号窗口迁至二楼。"), by=actors["handler"], at=AT)


def words(text: str) -> Draft:
    return Draft("notice", ON, Written("关于窗口调整的通知", text))


def named(document) -> None:
    document.core_properties.author = "林晓禾"


def version(draft) -> Version:
    return Version.objects.get(publication_id=draft.publication_id)


def attach(draft, actors, name="附件.docx", content=None):
    content = content if content is not None else made.word(shape=named)
    return files.attach(draft.publication_id, name, content, by=actors["handler"], at=AT)


def go(draft, actors, *steps):
    for key, by, said in steps:
        cases.take(draft.case_id, Event(key, ON, says=said), by=actors[by], at=AT)


def test_it_works(draft, actors):
    got = attach(draft, actors)
    assert (got.name, got.media_type.rpartition(".")[2], got.cleanable, got.cleaned) == (
        "附件.docx",
        "document",
        True,
        False,
    )
    assert [one.code for one in got.stop.found] == ["author"]
    cleaned = files.clean(got.id, by=actors["handler"], at=AT)
    assert (cleaned.stop, cleaned.cleaned, cleaned.cleanable) == (None, True, False)
    assert {one.code for one in cleaned.found if one.cured} >= {"author", "thumbnail"}
    go(draft, actors, *WAY)
    row = PublishedFile.objects.select_related("cleaned").get(pk=got.id)
    assert Publication.objects.get().status == "public"
    given = files.open_file(got.id, by=actors["reviewer"])
    assert given.content == content_of(row.cleaned) != made.word(shape=named)
    assert inspect(given.name, given.content).stops == ()
    told = Entry.objects.filter(action__startswith="publication.file").values_list("action", flat=True)
    assert list(told) == ["publication.file.attach", "publication.file.clean"]


def test_it_refuses_a_hostile_file_with_every_reason_and_keeps_nothing(draft, actors):
    with pytest.raises(Trouble) as told:
        attach(draft, actors, "通知.pdf", made.bare_pdf() + made.zipped({"a": b"a"}))
    assert (told.value.code, told.value.where) == ("file_refused", "file")
    assert "“通知.pdf”没有收下：文件结束之后还有" in told.value.message.zh
    assert "文件同时是PDF和ZIP 压缩包" in told.value.message.zh
    assert told.value.advice.en.startswith("Open it, save it anew")
    assert not PublishedFile.objects.exists()
    assert not (settings.HOME / "files").exists()


def test_two_gigabytes_are_refused_by_their_size(draft, actors, home):
    path = home / "大.pdf"
    with path.open("wb") as out:
        os.truncate(out.fileno(), 2_147_483_648)
    with pytest.raises(Trouble, match=r"2,147\.5 MB"):
        attach(draft, actors, "大.pdf", path)


def test_a_stream_is_left_once_it_is_too_long(draft, actors):
    class Endless:
        given = 0

        def read(self, size=-1):
            self.given += size
            return bytes(size)

    stream = Endless()
    with pytest.raises(Trouble, match="more than 100 MB"):
        attach(draft, actors, "大.pdf", stream)
    assert stream.given < 103_000_000
    assert attach(draft, actors, "结果.xlsx", io.BytesIO(made.sheet())).stop is None


def test_a_path_is_taken_as_bytes_are(draft, actors, home):
    content = made.sheet()
    (home / "up").write_bytes(content)
    got = attach(draft, actors, "结果.xlsx", home / "up")
    assert attach(draft, actors, "结果.xlsx", content).id == got.id
    assert (got.stop, PublishedFile.objects.count()) == (None, 1)


def test_what_was_found_stops_the_release_until_somebody_takes_responsibility(draft, actors):
    got = attach(draft, actors, "名单.txt", f"申请人林晓禾，身份证号{ID}".encode())
    with pytest.raises(Trouble, match="not_resolved") as told:
        go(draft, actors, WAY[0])
    assert "附件“名单.txt”有尚未处理的隐藏内容或者个人信息" in told.value.message.zh
    with pytest.raises(Trouble, match="reason_missing"):
        files.accept(got.id, " ", by=actors["handler"], at=AT)
    accepted = files.accept(got.id, "本人书面同意", by=actors["handler"], at=AT)
    assert (accepted.stop, accepted.accepted, accepted.accepted_by) == (None, "本人书面同意", actors["handler"].name)
    go(draft, actors, *WAY)
    assert Publication.objects.get().status == "public"


def test_a_file_that_was_taken_out_stops_nothing(draft, actors):
    got = attach(draft, actors)
    files.remove(got.id, by=actors["handler"], at=AT)
    assert files.unresolved(version(draft)) == ()
    assert files.files_of(draft.publication_id, 1, by=actors["handler"]) == ()
    with pytest.raises(Trouble, match="not_found"):
        files.accept(got.id, "x", by=actors["handler"], at=AT)


def test_personal_data_in_the_words_stops_the_release_until_it_is_accepted(district, actors):
    draft = actions.register(district.bureau, words("联系人手机13800001234。"), by=actors["handler"], at=AT)
    (stop,) = files.unresolved(version(draft))
    assert (stop.file_id, [(one.code, one.excerpt, one.where.zh) for one in stop.found]) == (
        None, [("mobile", "138****1234", "正文第 1 行")],
    )  # fmt: skip
    files.accept_text(draft.publication_id, "窗口工作手机，依职责公开", by=actors["handler"], at=AT)
    assert files.unresolved(version(draft)) == ()
    more = Written("关于窗口调整的通知", f"联系人手机13800001234。林晓禾 {ID}")
    actions.write(draft.publication_id, more, by=actors["handler"], at=AT)
    assert [one.code for one in files.unresolved(version(draft))[0].found] == ["citizen_id", "mobile"]


def test_what_was_accepted_stays_accepted_in_a_correction(draft, actors):
    got = attach(draft, actors)
    files.accept(got.id, "起草人署名", by=actors["handler"], at=AT)
    go(draft, actors, *WAY, ("amended", "handler", {"reason": "错字"}), *WAY[:3])
    assert PublishedFile.objects.filter(accepted="起草人署名").count() == 2


def test_nothing_personal_is_kept_in_clear(draft, actors):
    got = attach(draft, actors, "名单.txt", f"林晓禾，女，{ID}，13800001234，linxiaohe@example.com".encode())
    kept = str(PublishedFile.objects.filter(pk=got.id).values())
    assert len(got.found) == 4
    for said in ("林晓禾", ID, "13800001234", "linxiaohe"):
        assert said not in kept


def test_only_those_who_prepare_may_touch_files_and_only_in_preparation(draft, actors):
    got = attach(draft, actors)
    files.accept(got.id, "可以", by=actors["handler"], at=AT)
    with pytest.raises(Trouble, match="forbidden"):
        files.remove(got.id, by=actors["reviewer"], at=AT)
    go(draft, actors, WAY[0])
    for deed in (files.clean, files.remove, files.inspect_again):
        with pytest.raises(Trouble, match="not_in_preparation"):
            deed(got.id, by=actors["handler"], at=AT)
    with pytest.raises(Trouble, match="not_in_preparation"):
        attach(draft, actors, "又一.docx", made.word())


@pytest.mark.parametrize("over", ["a path", "a port"])
def test_clamd_is_asked_and_its_word_counts(draft, actors, home, monkeypatch, over):
    with clamd(home / "clamd.sock" if over == "a path" else None) as address:
        monkeypatch.setattr(settings, "CLAMD", address)
        with pytest.raises(Trouble, match="Eicar-Test-Signature"):
            attach(draft, actors, "病毒.txt", EICAR)
        got = attach(draft, actors, "结果.xlsx", made.sheet())
    assert [one.code for one in got.found] == ["scanned"]
    assert [row.name for row in PublishedFile.objects.all()] == ["结果.xlsx"]


@pytest.mark.parametrize("answer", [b"stream: Can't allocate memory ERROR\0", b"\0", b"UNKNOWN COMMAND\0"])
def test_it_fails_closed_where_clamd_says_anything_else(draft, actors, monkeypatch, answer):
    with clamd(answer=answer) as address:
        monkeypatch.setattr(settings, "CLAMD", address)
        with pytest.raises(Trouble, match="scan_failed"):
            attach(draft, actors, "结果.xlsx", made.sheet())
        big = os.urandom(1_300_000).hex()
        with pytest.raises(Trouble, match="scan_failed"):
            attach(draft, actors, "长.txt", big.encode())
    assert not PublishedFile.objects.exists()


@pytest.mark.parametrize("address", ["127.0.0.1:9", "/nowhere/clamd.sock", "nonsense"])
def test_it_fails_closed_where_clamd_is_not_there(draft, actors, monkeypatch, address):
    before = attach(draft, actors, "以前.xlsx", made.sheet())
    monkeypatch.setattr(settings, "CLAMD", address)
    with pytest.raises(Trouble, match="cannot be reached"):
        attach(draft, actors, "结果.docx", made.word())
    assert [stop.said.zh for stop in files.unresolved(version(draft))] == ["没有经过病毒扫描"]
    with pytest.raises(Trouble, match="not_resolved"):
        go(draft, actors, WAY[0])
    with clamd() as there:
        monkeypatch.setattr(settings, "CLAMD", there)
        assert files.inspect_again(before.id, by=actors["handler"], at=AT).stop is None


def test_the_files_of_a_version_take_two_statements(draft, actors):
    for number in range(3):
        attach(draft, actors, f"{number}.txt", f"第{number}号".encode())
    with CaptureQueriesContext(connection) as asked:
        assert len(files.files_of(draft.publication_id, 1, by=actors["handler"])) == 3
    assert len(asked) == 2
    row = version(draft)
    with CaptureQueriesContext(connection) as asked:
        assert files.unresolved(row) == ()
    assert len(asked) == 1

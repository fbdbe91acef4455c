"""Nothing redacted leaves the office without a proof; what leaves is the cleaned copy."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings

from tests.records.documents.shelf import AT, ITEM, case
from tests.statute.redaction.files import KEPT, SECRET, pdf, word
from zhengwu.records.documents import actions, queries, releasing
from zhengwu.records.documents.actions import Receiving
from zhengwu.records.documents.models import Release, StoredFile
from zhengwu.records.documents.releasing import Releasing
from zhengwu.records.documents.store import content_of
from zhengwu.records.sealing import blind
from zhengwu.records.troubles import Trouble

AGAIN = date(2027, 3, 2)


@pytest.fixture
def filed(district, actors, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return case(district.bureau, actors["clerk"])


@pytest.fixture
def wish(filed, actors):
    original = actions.receive(filed.pk, Receiving(word(), "记录.docx", "original"), by=actors["head"], at=AT)
    return Releasing(ITEM, word(KEPT), "记录（公开）.docx", original.id, (SECRET,), None, AGAIN)


def test_it_works(filed, actors, wish):
    released = releasing.release(filed.pk, wish, by=actors["head"], at=AT)
    row = Release.objects.get()
    given = content_of(row.file)
    assert given != wish.content
    assert row.proof["cleaned_sha256"] == released.sha256 == row.file.sha256
    assert row.passages == [blind(SECRET)]
    assert SECRET not in str(row.proof) + str(row.passages)
    assert [entry.withheld for entry in queries.releases(actors["head"], filed.pk)] == [1]


def test_it_refuses_without_a_proof(filed, actors, wish):
    before = StoredFile.objects.count()
    with pytest.raises(Trouble) as refused:
        releasing.release(filed.pk, replace(wish, content=word()), by=actors["head"], at=AT)
    assert refused.value.code == "not_proved"
    assert "still_readable" in refused.value.where
    assert SECRET not in refused.value.message.zh
    assert (Release.objects.count(), StoredFile.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"passages": ()}, "not_proved"), ({"original_id": 0}, "not_found"), ({"original_id": None}, "original_missing"),
     ({"reassess_on": None}, "reassess_on_missing"), ({"item_number": "9"}, "unknown_item")],
)  # fmt: skip
def test_it_refuses_what_is_incomplete(filed, actors, wish, change, code):
    with pytest.raises(Trouble, match=code):
        releasing.release(filed.pk, replace(wish, **change), by=actors["head"], at=AT)
    assert not Release.objects.exists()


def test_a_reviewer_may_check_but_not_release(filed, actors, wish):
    assert releasing.check(filed.pk, wish, by=actors["reviewer"]).passed
    with pytest.raises(Trouble, match="forbidden"):
        releasing.release(filed.pk, wish, by=actors["reviewer"], at=AT)


def test_a_whole_file_is_cleaned_too(filed, actors):
    wish = Releasing(ITEM, pdf(), "记录.pdf")
    released = releasing.release(filed.pk, wish, by=actors["head"], at=AT)
    assert b"/Title" not in content_of(StoredFile.objects.get(sha256=released.sha256))
    assert Release.objects.get().proof == {"kind": "whole", "cleaned": True}


def test_withheld_information_comes_up_for_reassessment(filed, actors, wish):
    releasing.release(filed.pk, wish, by=actors["head"], at=AT)
    assert queries.to_reassess(actors["head"], date(2027, 3, 1)) == []
    assert [entry.reassess_on for entry in queries.to_reassess(actors["head"], AGAIN)] == [AGAIN]

"""Letters on file: worded, numbered without gaps, printed, delivered, void but never gone."""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.records.documents.shelf import AT, case, text
from tests.together import at_once
from zhengwu.records.documents import actions as documents
from zhengwu.records.journal.models import Entry
from zhengwu.records.letters import actions, queries, wordings
from zhengwu.records.letters.actions import Delivering, Issuing
from zhengwu.records.letters.models import Letter, NumberSeries, OfficeTemplate
from zhengwu.records.people.models import Appointment
from zhengwu.records.troubles import Trouble
from zhengwu.statute.letters.renderers.text import to_text
from zhengwu.statute.letters.vocabulary import examples

SPRING = date(2026, 3, 5)
RECEIPT = Issuing("receipt", SPRING, examples())
TEXT = "@{applicant}：\n本局已登记你的申请（{number}）。"
REQUEST = ("information_request", "receipt")


@pytest.fixture
def filed(district, actors, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return case(district.bureau, actors["clerk"])


def issue(filed, by, issuing=RECEIPT):
    return actions.issue(filed.pk, issuing, by=by, at=AT)


def test_it_works(filed, actors):
    letter = issue(filed, actors["clerk"])
    assert letter.document_number == "审批局公开〔2026〕1号"
    assert letter.wording == "statute 2019-05-15"
    row = Letter.objects.get()
    said = to_text(actions.letter_of(row))
    assert "青禾区行政审批局" in said
    assert "审批局公开〔2026〕1号" in said
    assert "2026年3月5日" in said
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doctype"), ("text", "政府".encode())):
        assert actions.document(letter.id, kind, by=actors["clerk"], at=AT).content.startswith(start)


def test_words_and_values_are_sealed_in_the_database(filed, actors):
    issue(filed, actors["clerk"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM letters_letter")
        stored = str(cursor.fetchall())
    assert "林晓禾" not in stored
    assert queries.letters(actors["clerk"], filed.pk)[0].values["applicant"] == "林晓禾"


def test_a_file_is_made_once_and_kept(filed, actors):
    letter = issue(filed, actors["clerk"])
    first = actions.document(letter.id, "pdf", by=actors["clerk"], at=AT)
    row = Letter.objects.get()
    assert row.pdf is not None
    assert row.docx is None
    assert actions.document(letter.id, "pdf", by=actors["head"], at=AT) == first


def test_a_refused_letter_takes_no_number(filed, actors):
    lacking = {key: value for key, value in examples().items() if key != "due_on"}
    with pytest.raises(Trouble) as refused:
        issue(filed, actors["clerk"], Issuing("receipt", SPRING, lacking))
    assert (refused.value.code, refused.value.where) == ("letter_incomplete", "due_on")
    assert "缺少“答复期限届满日”" in refused.value.message.zh
    assert not NumberSeries.objects.exists()
    with pytest.raises(Trouble, match="not_found"):
        issue(filed, actors["clerk"], Issuing("no_such_letter", SPRING, examples()))


def cut_off(filed, by):
    """Issues a letter in a transaction that fails behind it."""
    with transaction.atomic():
        assert issue(filed, by).document_number.endswith("〔2026〕2号")
        raise ConnectionError


def test_numbers_have_no_gap_when_a_transaction_fails(filed, actors):
    issue(filed, actors["clerk"])
    with pytest.raises(ConnectionError):
        cut_off(filed, actors["clerk"])
    assert issue(filed, actors["clerk"]).document_number.endswith("〔2026〕2号")


def test_series_and_years_count_for_themselves(filed, actors):
    clerk = actors["clerk"]
    numbers = [
        issue(filed, clerk).document_number,
        issue(filed, clerk, Issuing("receipt", date(2027, 1, 4), examples())).document_number,
        issue(filed, clerk, Issuing("receipt", SPRING, examples(), series="回执")).document_number,
    ]
    assert numbers == ["审批局公开〔2026〕1号", "审批局公开〔2027〕1号", "审批局回执〔2026〕1号"]


@pytest.mark.django_db(transaction=True)
def test_eight_officers_at_once_get_eight_numbers_in_a_row(district, actors):
    filed = case(district.bureau, actors["clerk"])
    results = at_once(*[lambda: issue(filed, actors["clerk"])] * 8)
    assert sorted(letter.document_number for letter in results) == [f"审批局公开〔2026〕{n}号" for n in range(1, 9)]


def test_a_void_letter_keeps_its_number(filed, actors):
    clerk = actors["clerk"]
    first = issue(filed, clerk)
    assert actions.withdraw(first.id, "日期有误", by=clerk, at=AT).withdrawn_reason == "日期有误"
    assert issue(filed, clerk).document_number.endswith("2号")
    assert queries.void_numbers(clerk, filed.body_id, 2026) == [first.document_number]
    for deed in (
        lambda: actions.withdraw(first.id, "again", by=clerk, at=AT),
        lambda: actions.prove_delivery(first.id, Delivering("counter", SPRING), by=clerk, at=AT),
    ):
        with pytest.raises(Trouble, match="letter_void"):
            deed()


@pytest.mark.parametrize(
    ("channel", "sent", "signed", "counts"),
    [("counter", 5, 6, 6), ("other_agency", 5, 9, 9), ("mail", 5, 9, 5), ("mail", 5, None, 5),
     ("electronic", 5, None, None), ("electronic", 5, 5, 5)],
)  # fmt: skip
def test_which_day_counts(filed, actors, channel, sent, signed, counts):
    letter = issue(filed, actors["clerk"])
    day = lambda number: number and date(2026, 3, number)  # noqa: E731
    delivering = Delivering(channel, day(sent), day(signed), "林晓禾")
    made = actions.prove_delivery(letter.id, delivering, by=actors["clerk"], at=AT)
    assert made.answered_on == day(counts)


def test_it_refuses_a_delivery_that_cannot_be(filed, actors):
    letter = issue(filed, actors["clerk"])
    for delivering, code in [
        (Delivering("pigeon", SPRING), "unknown_channel"),
        (Delivering("counter", SPRING, date(2026, 3, 4)), "bad_days"),
        (Delivering("counter", date(2026, 3, 4)), "bad_days"),
        (Delivering("counter", SPRING, proof_id=99), "not_found"),
    ]:
        with pytest.raises(Trouble, match=code):
            actions.prove_delivery(letter.id, delivering, by=actors["clerk"], at=AT)


def test_a_delivered_letter_is_proved_and_cannot_be_made_void(filed, actors):
    clerk = actors["clerk"]
    letter = issue(filed, clerk)
    proof = documents.receive(filed.pk, text("回执", role="delivery_proof"), by=clerk, at=AT)
    actions.prove_delivery(letter.id, Delivering("counter", SPRING, SPRING, "林晓禾", proof.id), by=clerk, at=AT)
    with pytest.raises(Trouble, match="already_delivered"):
        actions.withdraw(letter.id, "x", by=clerk, at=AT)
    with CaptureQueriesContext(connection) as asked:
        listed = queries.letters(clerk, filed.pk)
    assert listed[0].deliveries[0].proof_id == proof.id
    assert len(asked) == 2


def test_foreigners_and_readers_change_nothing(filed, actors, hire, actor, district):
    letter = issue(filed, actors["clerk"])
    stranger = actor(hire("head", district.foreign))
    assert queries.letters(stranger, filed.pk) == []
    for by, code in ((stranger, "not_found"), (actors["auditor"], "forbidden")):
        with pytest.raises(Trouble, match=code):
            issue(filed, by)
        with pytest.raises(Trouble, match=code):
            actions.withdraw(letter.id, "x", by=by, at=AT)
    with pytest.raises(Trouble, match="not_found"):
        actions.document(letter.id, "text", by=stranger, at=AT)


def draft(district, by, words=TEXT, key="receipt"):
    return wordings.draft(district.bureau, "information_request", key, words, "", SPRING, by=by, at=AT)


def test_the_office_words_its_own_letters(filed, actors, district):
    head = actors["head"]
    made = draft(district, head)
    assert issue(filed, actors["clerk"]).wording == "statute 2019-05-15"
    wordings.publish(made.id, by=actors["leader"], at=AT)
    letter = issue(filed, actors["clerk"])
    assert letter.wording == "office 1"
    assert "本局已登记你的申请" in to_text(actions.letter_of(Letter.objects.get(pk=letter.id)))
    second = wordings.publish(draft(district, head, TEXT + "谢谢。").id, by=actors["leader"], at=AT)
    statuses = [entry.status for entry in wordings.history(head, district.bureau, *REQUEST)]
    assert statuses == ["published", "retired"]
    wordings.retire(second.id, by=head, at=AT)
    assert issue(filed, actors["clerk"]).wording == "statute 2019-05-15"
    assert OfficeTemplate.objects.count() == 2


def test_it_refuses_a_wording_with_faults_or_without_what_the_law_wants(filed, actors, district):
    for words, key, code in [
        ("{nobody}", "receipt", "bad_template"),
        ("@{applicant}：不予公开。", "reply_refused", "legal_content_missing"),
        (TEXT, "no_such_letter", "not_found"),
    ]:
        with pytest.raises(Trouble, match=code):
            draft(district, actors["head"], words, key)
    with pytest.raises(Trouble, match="forbidden"):
        draft(district, actors["clerk"])
    made = wordings.publish(draft(district, actors["head"]).id, by=actors["leader"], at=AT)
    with pytest.raises(Trouble, match="not_a_draft"):
        wordings.publish(made.id, by=actors["leader"], at=AT)


def test_who_wrote_a_wording_does_not_approve_it_unless_alone(actors, district, cast):
    made, head = draft(district, actors["head"]), actors["head"]
    assert wordings.approval(head, made.id, SPRING).refused.code == "own_draft"
    with pytest.raises(Trouble, match="own_draft"):
        wordings.publish(made.id, by=head, at=AT)
    with pytest.raises(Trouble, match="forbidden"):
        wordings.publish(made.id, by=actors["clerk"], at=AT)
    assert wordings.approval(actors["leader"], made.id, SPRING) == wordings.Approval()
    Appointment.objects.filter(person=cast["leader"]).update(until=date(2020, 1, 1))
    assert wordings.approval(head, made.id, SPRING) == wordings.Approval(alone=True)
    assert wordings.publish(made.id, by=head, at=AT).status == "published"
    assert Entry.objects.filter(action="template.published_alone", object_id=str(made.id)).exists()


def test_a_preview_shows_the_letter_without_issuing_it(filed, actors):
    assert wordings.preview(*REQUEST, TEXT, SPRING).blocks[0].text == "林晓禾："
    assert actions.preview(filed.pk, RECEIPT, by=actors["clerk"]).number == "（文号待编）"
    assert not Letter.objects.exists()

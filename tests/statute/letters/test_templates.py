"""The shipped templates and the remedies: complete, sound, and right for their day."""

from datetime import date

import pytest

from zhengwu.statute.letters.merge import check_text, merge
from zhengwu.statute.letters.model import Letter, Template
from zhengwu.statute.letters.registry import TemplateError, prove, template, templates
from zhengwu.statute.letters.remedies import remedies, remedy, remedy_of
from zhengwu.statute.letters.vocabulary import examples, vocabulary

SPRING = date(2026, 3, 2)
ALL = [(entry.procedure, entry.key, entry.since) for entry in templates()]
REQUEST = """receipt correction_notice extension_notice third_party_consultation agency_consultation
third_party_override fee_notice reason_notice deferral_notice reply_already_public reply_granted reply_partial
reply_refused reply_special_query reply_not_exist reply_not_responsible reply_needs_creation reply_unclear
reply_petition reply_repeat reply_publication reply_excessive reply_confirm_or_reissue reply_other
ended_no_correction ended_no_fee withdrawal_confirmation delivery_record""".split()


def wording(text: str, since: date = SPRING, until: date | None = None) -> Template:
    return Template("information_request", "receipt", "回执", "receipt", ("条例",), since, until, text, ("body",))


def test_every_letter_of_an_information_request_is_there() -> None:
    assert sorted(entry.key for entry in templates("information_request", SPRING)) == sorted(REQUEST)


@pytest.mark.parametrize(("procedure", "key", "since"), ALL)
def test_every_template_merges_with_the_examples(procedure: str, key: str, since: date) -> None:
    letter = merge(template(procedure, key, since), examples())
    assert isinstance(letter, Letter), letter
    said = "".join(block.label + block.text for block in letter.blocks)
    assert "{" not in said
    assert "}" not in said


@pytest.mark.parametrize("key", [key for key in REQUEST if key.startswith(("reply_", "ended_"))])
def test_every_answer_tells_the_remedy_and_the_article(key: str) -> None:
    entry = template("information_request", key, SPRING)
    assert "remedy" in entry.fields
    assert entry.basis


def test_every_placeholder_of_the_vocabulary_is_used() -> None:
    used = {field for entry in templates() for field in entry.fields}
    assert set(vocabulary()) == used


def test_the_wording_follows_the_day() -> None:
    assert "第七十条" in template("administrative_review", "review_answer", date(2024, 1, 1)).basis[2]
    assert "2017" in template("administrative_review", "review_answer", date(2023, 12, 31)).basis[0]


def test_a_letter_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(KeyError, match="correction_receipt"):
        template("record_correction", "receipt", SPRING)
    with pytest.raises(KeyError, match="no wording for 2020-06-01"):
        template("information_request", "fee_notice", date(2020, 6, 1))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{aplicant}", "unknown_placeholder"),
        ("{applicant.name}", "stray_brace"),
        ("{{applicant}}", "stray_brace"),
        ("{", "stray_brace"),
        (" ", "empty"),
        ("a\x07", "control_character"),
        ("| 名称", "bad_row"),
        ("长" * 20_001, "too_long"),
    ],
)
def test_a_faulty_template_is_refused(text: str, code: str) -> None:
    assert code in [problem.code for problem in check_text(text)]
    with pytest.raises(TemplateError):
        prove((wording(text),))


def test_two_wordings_of_one_letter_on_one_day_are_refused() -> None:
    with pytest.raises(TemplateError, match="two wordings are in force on 2026-03-02"):
        prove((wording("甲", date(2019, 5, 15)), wording("乙", SPRING)))
    assert prove((wording("甲", date(2019, 5, 15), date(2026, 3, 1)), wording("乙", SPRING)))


def test_a_refusal_goes_to_review_first_since_2024() -> None:
    before = remedy("review_first", date(2023, 12, 31), "云溪区人民政府", "云溪区人民法院")
    after = remedy("review_first", date(2024, 1, 1), "云溪区人民政府", "云溪区人民法院")
    assert "六个月内向云溪区人民法院" in before
    assert "先向云溪区人民政府申请行政复议" in after
    assert "六个月" not in after
    assert "第二十三条" in "".join(remedy_of("review_first", SPRING).basis)


def test_a_remedy_without_an_address_is_none() -> None:
    with pytest.raises(ValueError, match="must both be named"):
        remedy("review_or_suit", SPRING, "", "云溪区人民法院")
    with pytest.raises(KeyError, match="review_or_suit"):
        remedy("appeal", SPRING, "甲", "乙")
    assert "{court}" in remedy("review_or_suit", SPRING, "{court}", "云溪区人民法院")


def test_every_day_since_the_regulation_has_one_remedy_a_kind() -> None:
    for kind in {entry.kind for entry in remedies()}:
        for day in (date(2019, 5, 15), date(2023, 12, 31), date(2024, 1, 1), date(2030, 1, 1)):
            assert remedy_of(kind, day).in_force(day)

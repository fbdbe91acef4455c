"""What people decided survives every reading: it hangs on body, year, rule and what a finding is about."""

from datetime import date
from decimal import Decimal

import pytest

from tests.records.library.conftest import AT, page
from zhengwu.records.library import across, deciding, judging, listing, papers, taking
from zhengwu.records.library.deciding import Deciding
from zhengwu.records.library.models import Correction, Decision, Found, Paper, Reading
from zhengwu.records.troubles import Trouble

TOTAL = "requests.concluded.total"


@pytest.fixture
def wrong(take):
    """A report whose sum is wrong; gives its paper."""
    return take(page(total=9))


def open_finding(paper, rule="T3"):
    return Found.objects.filter(paper_id=paper, rule__startswith=rule, open=True).first()


def read_anew(shelf, paper, content=None):
    """Reads a paper again with what stands for another reader: today's finds something else."""
    Reading.objects.filter(paper_id=paper).update(reader="old")
    Paper.objects.filter(pk=paper).update(reader="old", state="waiting")
    [job] = taking.waiting(shelf)
    made = taking.reader.outcome(content or taking.content_of(job), job.name)
    return taking.finish(paper, made, taking.Names.of(shelf), at=AT)


def test_it_works(wrong, shelf, actors):
    row = open_finding(wrong)
    deciding.decide(row.pk, Deciding("report", "已电话告知该局"), by=actors["supervisor"], at=AT)
    kept = Found.objects.get(pk=row.pk)
    assert (kept.verdict, kept.open, kept.changed) == ("report", False, False)
    assert Paper.objects.get(pk=wrong).decided == 1


def test_a_decision_survives_reading_again(wrong, shelf, actors):
    row = open_finding(wrong)
    deciding.decide(row.pk, Deciding("accepted", "原件如此"), by=actors["supervisor"], at=AT)
    Found.objects.all().delete()  # whatever rows there were: none of them is needed
    read_anew(shelf, wrong)
    again = Found.objects.get(paper_id=wrong, key=row.key)
    assert (again.verdict, again.open) == ("accepted", False)
    assert again.pk != row.pk


def test_a_decision_over_other_figures_is_to_be_looked_at_again(wrong, shelf, actors):
    row = open_finding(wrong)
    deciding.decide(row.pk, Deciding("accepted", "原件如此"), by=actors["supervisor"], at=AT)
    read_anew(shelf, wrong, page(total=11))
    again = Found.objects.get(paper_id=wrong, key=row.key)
    assert (again.verdict, again.changed, again.open) == ("accepted", True, True)


def test_a_decision_whose_finding_is_gone_is_kept_and_listed(wrong, shelf, actors):
    row = open_finding(wrong)
    deciding.decide(row.pk, Deciding("accepted", "原件如此"), by=actors["supervisor"], at=AT)
    read_anew(shelf, wrong, page())
    whole = papers.whole(actors["auditor"], wrong)
    assert [one.key for one in whole.gone] == [row.key]
    assert whole.gone[0].note == "原件如此"


def test_the_right_value_holds_over_every_later_reading(wrong, shelf, actors):
    row = open_finding(wrong)
    said = Deciding("reader", "原件为3", cell=TOTAL, value="3")
    deciding.decide(row.pk, said, by=actors["supervisor"], at=AT)
    assert not Found.objects.filter(paper_id=wrong, key=row.key).exists()  # the sum is right by now
    read_anew(shelf, wrong)
    whole = papers.whole(actors["auditor"], wrong)
    assert whole.report.cell("requests", "concluded", "total").value == 3
    [one] = whole.corrections
    assert (one.value, one.read, one.now, one.agrees) == (Decimal(3), "9", "9", None)


@pytest.mark.parametrize(("now", "agrees", "severity"), [(3, True, "notice"), (8, False, "warning")])
def test_a_correction_is_flagged_where_a_reading_says_something_new(wrong, shelf, actors, now, agrees, severity):
    deciding.correct(wrong, TOTAL, "3", "原件为3", by=actors["supervisor"], at=AT)
    read_anew(shelf, wrong, page(total=now))
    flag = Found.objects.get(paper_id=wrong, rule=judging.CORRECTED)
    assert (flag.severity, flag.open) == (severity, True)
    assert papers.whole(actors["auditor"], wrong).corrections[0].agrees is agrees


def test_a_correction_is_taken_back(wrong, shelf, actors):
    deciding.correct(wrong, TOTAL, "3", "原件为3", by=actors["supervisor"], at=AT)
    deciding.uncorrect(wrong, TOTAL, by=actors["supervisor"], at=AT)
    assert papers.whole(actors["auditor"], wrong).corrections == ()
    assert open_finding(wrong)
    assert Correction.objects.count() == 2


def test_a_correction_counts_across_bodies(wrong, shelf, actors, take):
    take(page("青禾区财政局", granted=4))
    before = across.summed(shelf, 2024, TOTAL)[0]
    deciding.correct(wrong, TOTAL, "3", "原件为3", by=actors["supervisor"], at=AT)
    after = across.summed(shelf, 2024, TOTAL)[0]
    assert (before.total, after.total, after.corrected, after.stated) == (13, 7, 1, 2)


def test_a_decision_is_taken_back_and_the_finding_open_again(wrong, shelf, actors):
    row = open_finding(wrong)
    deciding.decide(row.pk, Deciding("report", "已告知"), by=actors["supervisor"], at=AT)
    deciding.take_back(Decision.objects.get().pk, by=actors["supervisor"], at=AT)
    assert Found.objects.get(pk=row.pk).open
    assert Decision.objects.count() == 2
    with pytest.raises(Trouble, match="not_latest"):
        deciding.take_back(Decision.objects.earliest("id").pk, by=actors["supervisor"], at=AT)


def test_what_was_told_to_the_body_holds_for_its_next_version(wrong, shelf, actors, take):
    row = open_finding(wrong)
    deciding.decide(row.pk, Deciding("report", "已告知"), by=actors["supervisor"], at=AT)
    amended = take(page(granted=3, total=9, published=date(2025, 2, 1)) + b"<!-- -->")
    assert Found.objects.get(paper_id=amended, key=row.key).verdict == "report"


def test_decisions_go_with_the_paper_to_its_right_body(wrong, shelf, actors):
    row = open_finding(wrong)
    deciding.decide(row.pk, Deciding("accepted", "原件如此"), by=actors["supervisor"], at=AT)
    deciding.match(wrong, "青禾区财政局", 2024, by=actors["supervisor"], at=AT)
    assert Found.objects.get(paper_id=wrong, key=row.key).verdict == "accepted"
    assert Paper.objects.get(pk=wrong).reporter.name == "青禾区财政局"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Deciding("", "x"), "verdict"),
        (Deciding("accepted"), "note"),
        (Deciding("reader", "x", cell="requests.nothing.total", value="3"), "cell"),
        (Deciding("reader", "x", cell=TOTAL, value="三"), "value"),
    ],
)
def test_it_refuses_what_is_not_said_whole(wrong, actors, said, code):
    with pytest.raises(Trouble, match=code):
        deciding.decide(open_finding(wrong).pk, said, by=actors["supervisor"], at=AT)
    assert not Decision.objects.exists()
    assert not Correction.objects.exists()


@pytest.mark.parametrize(("post", "kind"), [("auditor", "forbidden"), ("leader", "missing"), ("clerk", "missing")])
def test_it_refuses_whoever_does_not_supervise(wrong, actors, post, kind):
    row = open_finding(wrong)
    for deed in (
        lambda by: deciding.decide(row.pk, Deciding("todo"), by=by, at=AT),
        lambda by: deciding.correct(wrong, TOTAL, "3", "x", by=by, at=AT),
        lambda by: deciding.match(wrong, "甲区乙局", 2024, by=by, at=AT),
    ):
        with pytest.raises(Trouble) as refused:
            deed(actors[post])
        assert refused.value.kind == kind


def test_work_goes_from_one_open_finding_to_the_next_and_round(wrong, shelf, actors, take):
    take(page("青禾区财政局", total=8))
    first = listing.next_open(shelf)
    row = Found.objects.get(pk=first)
    second = listing.next_open(shelf, row.paper_id, row.pk)
    assert second not in (None, first)
    for pk in Found.objects.filter(open=True).values_list("id", flat=True):
        deciding.decide(pk, Deciding("accepted", "已核"), by=actors["supervisor"], at=AT)
    assert listing.next_open(shelf) is None

"""Files come into a library: once each, matched where that is sure, told where they cannot be read."""

from datetime import date, timedelta

import pytest

from tests.records.library.conftest import AT, page
from zhengwu.records.library import deciding, judging, listing, papers, reader, taking
from zhengwu.records.library.listing import Asking
from zhengwu.records.library.models import Amount, Found, Paper, Reading, Reporter
from zhengwu.records.troubles import Trouble


def test_it_works(take, shelf, actors):
    take(page())
    [line] = listing.papers(shelf, Asking())
    assert (line.reporter, line.year, line.standing, line.newest) == ("青禾区教育局", 2024, "done", True)
    assert line.placed == line.expected > 150
    assert papers.whole(actors["auditor"], line.id).report.cell("requests", "received", "total").value == 3


def test_the_same_file_twice_is_one(take, shelf, actors):
    first = take(page(), "2024/教育局.html")
    assert take(page(), "another name.html") == first
    assert Paper.objects.count() == Reading.objects.count() == Reporter.objects.count() == 1


def test_what_cannot_be_read_says_why_and_what_to_do(take, shelf):
    take(b"\x89PNG\r\n\x1a\n" + b"x" * 100, "scan.png")
    [line] = listing.papers(shelf, Asking(standing="unreadable"))
    assert "图片" in line.zh
    assert "text" in line.en
    assert listing.counts(shelf).standings == {"unreadable": 1}


def test_an_empty_file_and_a_huge_one_are_refused_at_the_door(shelf, actors):
    with pytest.raises(Trouble, match="empty_file"):
        taking.take_in(shelf, b"  \n", "empty.txt", by=actors["supervisor"], at=AT)
    with pytest.raises(Trouble, match="file_too_large"):
        taking.take_in(shelf, b"x" * (reader.LARGEST + 1), "huge.txt", by=actors["supervisor"], at=AT)
    assert not Paper.objects.exists()


@pytest.mark.parametrize("post", ["auditor", "head", "clerk"])
def test_it_refuses_whoever_does_not_supervise(shelf, actors, post):
    with pytest.raises(Trouble) as refused:
        taking.take_in(shelf, page(), "a.html", by=actors[post], at=AT)
    assert refused.value.kind in ("forbidden", "missing")


def test_a_body_of_this_installation_is_known_by_its_names(take, shelf, district):
    take(page("青禾区行政审批局"))
    assert Reporter.objects.get().body_id == district.bureau


def test_a_name_that_is_only_alike_waits_for_a_person_and_is_remembered(take, shelf, actors):
    take(page("青禾区教育局"))
    second = take(page("青禾教育局", year=2023))
    assert Paper.objects.get(pk=second).standing == "unmatched"
    assert papers.proposals(actors["supervisor"], second)[1] == ("青禾区教育局",)
    deciding.match(second, "青禾区教育局", 2023, by=actors["supervisor"], at=AT)
    third = take(page("青禾教育局", year=2022))
    assert Paper.objects.get(pk=third).reporter == Paper.objects.get(pk=second).reporter
    assert Paper.objects.get(pk=third).matched == "known"


def test_a_newer_version_is_a_second_one_and_counts_alone(take, shelf, actors):
    first = take(page(granted=3))
    second = take(page(granted=5, published=date(2025, 1, 25)))
    rows = Paper.objects.order_by("id").values_list("version", "newest", "open")
    assert list(rows) == [(1, False, 0), (2, True, 0)]
    assert set(Amount.objects.values_list("paper_id", flat=True)) == {second}
    _, told = papers.compared(actors["auditor"], second, first, readings=False)
    assert {(one.row, one.left, one.right) for one in told.differences if one.column == "total"} >= {("granted", 3, 5)}


def test_an_older_one_that_comes_later_is_not_the_newest(take, shelf):
    second = take(page(granted=5, published=date(2025, 1, 25)))
    first = take(page(granted=3))
    assert Paper.objects.get(newest=True).pk == second
    assert Paper.objects.get(pk=first).version == 1


def test_the_year_before_is_compared_when_it_comes(take, shelf):
    now = take(page(year=2024, granted=3, carried=2))
    assert not Found.objects.filter(paper_id=now, open=True).exists()
    before = take(page(year=2023))
    assert Found.objects.filter(paper_id=now, rule__contains="ROLL").exists()
    assert Paper.objects.get(pk=now).against_id == Paper.objects.get(pk=before).reading_id


def test_a_file_at_which_the_process_died_is_not_tried_for_ever(shelf, actors):
    taken = taking.take_in(shelf, page(), "a.html", by=actors["supervisor"], at=AT)
    [job] = taking.waiting(shelf)
    assert taking.begin(job, at=AT)
    assert not taking.begin(job, at=AT)
    taking.go_on(shelf, at=AT + timedelta(hours=1))
    assert Paper.objects.get(pk=taken.paper_id).code == "crashed"


def test_reading_again_with_another_reader_makes_a_reading_beside_the_old_one(take, shelf, actors):
    paper = take(page())
    assert taking.again(shelf, by=actors["supervisor"]) == 0
    Reading.objects.update(reader="old")
    Paper.objects.update(reader="old")
    assert listing.counts(shelf).older == 1
    assert taking.again(shelf, by=actors["supervisor"]) == 1
    taking.go_on(shelf, at=AT, seconds=60)
    assert sorted(Reading.objects.filter(paper_id=paper).values_list("reader", flat=True)) == [reader.version(), "old"]
    assert judging.raw_report(Paper.objects.get().reading_id).year == 2024

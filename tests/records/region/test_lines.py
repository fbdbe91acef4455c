"""The lines of a region: ranked where the sample allows, added up, narrowed, and nobody is left out in silence."""

from datetime import UTC, datetime

import orjson
import pytest
from python_calamine import CalamineWorkbook

from tests.records.region.conftest import TODAY
from tests.records.reports.conftest import AT
from zhengwu.records.journal.models import Entry
from zhengwu.records.organs.models import Body
from zhengwu.records.region import exports
from zhengwu.records.region.lines import Sought, line_of, listed
from zhengwu.records.region.measures import BY_KEY, MEASURES, change_of, is_ranked, value_of
from zhengwu.records.reports.models import AnnualReport
from zhengwu.records.troubles import Trouble

SHARES = [one for one in MEASURES if one.whole]


@pytest.fixture
def region(district, ledger):
    for body_id, number in ((district.bureau, 90), (district.affairs, 40), (district.foreign, 50)):
        ledger(body_id, number)
    return district


@pytest.fixture
def look(actors, region):
    """A function that lists the region as somebody sees it."""
    return lambda post="supervisor", **sought: listed(actors[post], TODAY, TODAY, Sought(**sought))


def names(found):
    return [one.line.body_id for one in found.rows]


def test_it_works(look, region):
    found = look()
    assert names(found) == [region.government, region.bureau, region.station, region.affairs]
    assert [one.line.depth for one in found.rows] == [0, 1, 2, 1]
    assert found.total.now.received == sum(one.line.now.received for one in found.rows)
    assert found.total.silent == ("青禾区人民政府", "青禾区政务服务站")


def test_an_auditor_sees_the_same_and_others_nothing(look):
    assert names(look("auditor")) == names(look())
    for post in ("clerk", "handler", "head", "leader", "administrator"):
        assert names(look(post)) == []


def test_a_body_elsewhere_is_not_there(actors, region):
    with pytest.raises(Trouble) as told:
        line_of(actors["supervisor"], region.foreign, TODAY, TODAY)
    assert told.value.kind == "missing"


@pytest.mark.parametrize("measure", SHARES, ids=[one.key for one in SHARES])
@pytest.mark.parametrize("least", [1, 10, 1000])
def test_a_share_is_ranked_from_its_sample_on(look, measure, least):
    found = look(sort=f"-{measure.key}", least=least)
    values = [value_of(measure, one.line.now, None) for one in found.rows]
    ranked = [one for one, placed in zip(values, found.rows, strict=True) if placed.rank]
    assert ranked == values[: len(ranked)] == sorted(ranked, key=lambda one: -one.number)
    assert all(one.whole >= least for one in ranked)
    assert all(not is_ranked(measure, one, least) for one in values[len(ranked) :])


def test_a_share_of_the_sum_is_made_of_sums(look):
    total = look().total.now
    value = value_of(BY_KEY["given_share"], total, None)
    assert value.number == (total.granted + total.partial) / total.concluded
    assert value_of(BY_KEY["mean_days"], total, None).number == total.days / total.timed


def test_a_change_is_told_in_the_unit_of_its_measure(look):
    total = look().total
    change = change_of(BY_KEY["received"], total.now, total.before)
    assert change.by == total.now.received - total.before.received
    assert change.share == change.by / total.before.received
    assert change_of(BY_KEY["given_share"], total.now, total.before).share is None
    assert change_of(BY_KEY["lines"], total.now, total.before) is None


def test_it_is_narrowed_by_kind_parent_and_lateness(look, region):
    assert names(look(kind="agency")) == [region.station]
    assert names(look(parent=region.bureau)) == [region.bureau, region.station]
    AnnualReport.objects.create(body_id=region.station, year=2025, version=1, status="published", format="2021",
                                made_by="余某", made_at=AT, published_on=datetime(2026, 1, 9, tzinfo=UTC))  # fmt: skip
    assert region.station not in names(look(late=True))
    assert look().total.published == 1


def test_it_is_sorted_by_how_much_a_figure_changed(look):
    changes = [one.line.now.received - one.line.before.received for one in look(sort="-received~").rows]
    assert changes == sorted(changes, reverse=True)
    assert all(one.rank == 0 for one in look(sort="received~").rows)


def test_sorting_by_report_follows_how_far_it_is(look, region):
    AnnualReport.objects.create(body_id=region.affairs, year=2025, version=1, status="signed", format="2021",
                                made_by="余某", made_at=AT, signed_at=AT)  # fmt: skip
    assert names(look(sort="-report"))[0] == region.affairs
    assert look().rows[-1].line.report.signed_on == AT.date()


@pytest.mark.parametrize("kind", exports.KINDS)
def test_a_file_has_every_line_and_the_sum(look, actors, kind):
    measures = [(one, one.key) for one in MEASURES]
    found = look()
    content = b"".join(exports.written(exports.sheet(found, measures, 10, TODAY), kind, by=actors["auditor"], at=AT))
    rows = read(content, kind)
    assert [row[0] for row in rows] == [
        "青禾区人民政府",
        "青禾区行政审批局",
        "青禾区政务服务站",
        "青禾区民政局",
        "合计",
    ]
    at = [head.key for head in exports.sheet(found, measures, 10, TODAY).heads].index("received")
    assert sum(int(row[at]) for row in rows[:-1]) == int(rows[-1][at]) == found.total.now.received
    assert Entry.objects.filter(action="region.exported").count() == 1


def read(content, kind):
    """The rows of a file without its head."""
    if kind == "json":
        return [list(row.values()) for row in orjson.loads(content)]
    if kind == "csv":
        return [line.split(",") for line in content.decode("utf-8-sig").splitlines()[1:]]
    return CalamineWorkbook.from_object(__import__("io").BytesIO(content)).get_sheet_by_index(0).to_python()[1:]


def test_a_file_of_unknown_kind_is_refused(look, actors):
    with pytest.raises(Trouble):
        exports.written(exports.sheet(look(), [], 10, TODAY), "pdf", by=actors["supervisor"], at=AT)


def test_a_body_that_closed_is_no_longer_listed(look, region):
    Body.objects.filter(pk=region.station).update(closed_on=TODAY)
    assert region.station not in names(look())

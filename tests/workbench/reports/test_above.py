"""The office above: who is late, reminding, the sum, findings across bodies, one cell across bodies, as files."""

import re
from datetime import date

import pytest

from tests.workbench.reports.conftest import AT, YEAR
from zhengwu.records.journal.models import Entry
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor, Held
from zhengwu.records.reports import actions, overview
from zhengwu.records.reports.models import AnnualReport

LIST = f"/desk/reports?year={YEAR}"


@pytest.fixture
def fifty(district, published):
    """Fifty more departments; those with an even number have published what the bureau has, one of them with errors."""
    above, model = Body.objects.get(pk=district.government), AnnualReport.objects.get(body=published)
    for number in range(50):
        name = f"青禾区第{number:02}局"
        body = Body(parent=above, name=name, short_name=name, kind="department", number_prefix=f"N{number}")
        body.path, body.established_on = f"{above.path}{8000 + number:04}.", date(2020, 1, 1)
        body.save()
        if number % 2 == 0:
            model.pk, model.body, model.errors = None, body, int(number == 4)
            model._state.adding = True
            model.save()


def test_who_has_filed_and_who_is_late(fifty, seat):
    page = seat("supervisor").open(LIST).text
    assert "共 54 个机关，已公布 26 个，逾期未公布 28 个" in page
    late = seat("supervisor").open(f"{LIST}&only=late").text
    assert "青禾区第01局" in late
    assert "青禾区第02局" not in late
    errors = seat("supervisor").open(f"{LIST}&only=errors").text
    assert re.findall(r"reports/\d+/\d+\">(青禾区[^<]+)</a>", errors) == ["青禾区行政审批局", "青禾区第04局"]


def test_the_list_goes_on_by_pages(fifty, seat):
    supervisor, path, told = seat("supervisor"), LIST, 0
    while path:
        page = supervisor.open(path).text
        told += page.count("<tr data-row")
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = "/desk/reports" + following[1].replace("&amp;", "&") if following else ""
    assert told == 54


def test_however_many_bodies_two_statements(fifty, actors, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(overview.lines(actors["supervisor"], (YEAR - 1, YEAR), AT.date(), limit=100)) == 54
    with django_assert_num_queries(1):
        assert overview.tally(actors["supervisor"], YEAR, AT.date()).late == 28


def test_a_year_before_this_system_is_not_late(district, actors):
    assert overview.tally(actors["supervisor"], YEAR, AT.date()).late == 4
    assert overview.tally(actors["supervisor"], YEAR - 1, AT.date()).late == 0


def test_those_that_are_late_are_reminded_once_a_day(fifty, seat):
    supervisor = seat("supervisor")
    answer = supervisor.send("/desk/reports", on=LIST, year=str(YEAR))
    assert answer.status_code == 303
    assert "已提醒 28 个机关" in supervisor.open(answer.headers["Location"]).text
    assert Entry.objects.filter(action="report.reminded").count() == 28
    again = supervisor.send("/desk/reports", on=LIST, year=str(YEAR))
    assert "已提醒 0 个机关" in supervisor.open(again.headers["Location"]).text


def test_who_does_not_supervise_reminds_nobody(ready, seat):
    clerk = seat("clerk")
    assert "催报" not in clerk.open(LIST).text
    assert clerk.send("/desk/reports", on=f"/desk/reports/{ready}/{YEAR}/do/check", year=str(YEAR)).status_code == 403


def test_the_sum_names_who_is_in_and_who_is_missing(published, seat, district):
    supervisor = seat("supervisor")
    page = supervisor.open(f"/desk/reports/{district.government}/{YEAR}/sum").text
    assert "还缺 2 个机关" in page
    assert "青禾区民政局" in page
    assert page.count("✓ 已计入") == 1
    cell = supervisor.open(f"/desk/reports/{district.government}/{YEAR}/cells/requests/received/total").text
    assert f"/desk/reports/{published}/{YEAR}/cells/requests/received/total" in cell


def test_findings_are_counted_by_rule_and_lead_to_the_bodies(fifty, seat, district):
    actions.check(district.affairs, YEAR, by=leader_of(district), at=AT)
    supervisor = seat("supervisor")
    page = supervisor.open(f"/desk/reports/findings?year={YEAR}").text
    assert page.index("FIGURE-MISSING") < page.index("ROLL-UNKNOWN")
    rule = supervisor.open(f"/desk/reports/findings?year={YEAR}&rule=FIGURE-MISSING").text
    assert rule.count("<li data-row") == 1
    assert "青禾区民政局" in rule
    assert supervisor.get(f"/desk/reports/findings?year={YEAR}&rule=NO-SUCH").status_code == 404


def leader_of(district):
    body = Body.objects.get(pk=district.affairs)
    return Actor("person", 0, "民政局长", (Held("leader", body.pk, body.path, None),))


def test_one_cell_across_bodies_is_ranked_only_where_there_are_enough(fifty, seat, published):
    path = f"/desk/reports/across?year={YEAR}&cell=requests.received.total"
    page = seat("supervisor").open(path).text
    assert "位次" in page
    assert page.count("<tr data-row") == 26
    assert f"/desk/reports/{published}/{YEAR}/cells/requests/received/total" in page
    alone = seat("clerk").open(path).text
    assert "不排位次" in alone
    assert seat("supervisor").get("/desk/reports/across?cell=requests.no.total").status_code == 404


@pytest.mark.parametrize("what", ["filed", "findings", "cell"])
def test_each_list_leaves_as_a_file(fifty, seat, what):
    supervisor = seat("supervisor")
    text = supervisor.get(f"/desk/reports/export/{what}/csv?year={YEAR}").content.decode("utf-8-sig")
    assert text.startswith("机关,")
    assert text.count("\r\n") > 25
    assert supervisor.get(f"/desk/reports/export/{what}/xlsx?year={YEAR}").content[:2] == b"PK"
    assert supervisor.get(f"/desk/reports/export/{what}/exe?year={YEAR}").status_code == 404
    assert Entry.objects.filter(action="reports.exported").count() == 2


def test_a_formula_does_not_leave_as_one(fifty, seat):
    Body.objects.filter(name="青禾区第02局").update(name="=1+1")
    text = seat("supervisor").get(f"/desk/reports/export/filed/csv?year={YEAR}").content.decode()
    assert "\r\n'=1+1," in text


def test_a_stranger_sees_no_body(seat):
    assert "没有可以查看的机关" in seat("administrator").open(LIST).text

"""The desk: a report from draft to publication, its cells, its text with live figures."""

import re
from decimal import Decimal

import pytest

from tests.workbench.conftest import AT
from tests.workbench.reports.conftest import REQUEST, YEAR, Matter
from zhengwu.records.reports import actions
from zhengwu.records.reports.models import AnnualReport, Figure, Passage
from zhengwu.records.reports.queries import shown

CELL = "cells/publications/licensing/decisions"
WRONG = "{year}年，本机关收到政府信息公开申请182件，已全部办理。"


def test_a_leader_takes_a_draft_to_publication(ready, seat, base):
    leader = seat("leader")
    assert leader.send(f"{base}/do/check", on=f"{base}/do/check").status_code == 303
    assert "没有错误，可以签发" in leader.open(base).text
    assert leader.send(f"{base}/do/sign").status_code == 303
    assert leader.send(f"{base}/do/publish").status_code == 303
    page = leader.open(base).text
    assert f'href="/reports/{ready}/{YEAR}"' in page
    for kind in ("html", "docx", "pdf", "xlsx", "json"):
        assert leader.get(f"{base}/documents/{kind}?version=1").status_code == 200
    assert AnnualReport.objects.get(body=ready, year=YEAR).status == "published"


def test_it_is_not_signed_while_an_error_has_no_reason(district, file_matters, seat, base):
    file_matters(district.bureau, [Matter(REQUEST, YEAR, YEAR, "granted", "natural_person")])
    leader = seat("leader")
    leader.send(f"{base}/do/check")
    page = leader.send(f"{base}/do/sign")
    assert page.status_code == 422
    assert "还没有数据" in page.text
    name = re.search(r'name="(r-FIGURE-MISSING[^"]+)"', page.text)[1]
    assert leader.send(f"{base}/do/sign", **{name: "台账迁移中，已核实。"}).status_code == 303
    assert "台账迁移中，已核实。" in leader.open(base).text


def test_a_finding_says_what_it_means_and_leads_to_the_remedy(district, seat, base):
    page = seat("clerk").open(base).text
    notes = page[page.index('class="desk-notes"') : page.index('class="desk-form"')]
    assert "没有发生的填 0" in notes
    assert f"{base}/cells/publications/" in notes
    assert f"/desk/reports/{district.bureau}/{YEAR - 1}/import" in notes


def test_every_cell_is_a_link_and_comes_back(ready, seat, base, actors):
    clerk = seat("clerk")
    cells = set(re.findall(rf'<a href="({base}/cells/[^"]+)">', clerk.open(base).text))
    assert len(cells) == len(shown(actors["clerk"], ready, YEAR).cells) > 190
    page = clerk.open(f"{base}/cells/requests/granted/natural_person").text
    assert f"{base}#c-requests-granted-natural_person" in page
    assert page.count("data-row") == 4
    assert "予以公开" in page[page.index('class="how"') :]


def test_a_total_names_its_addends(ready, seat, base):
    page = seat("clerk").open(f"{base}/cells/requests/received/total").text
    assert page.count(f"{base}/cells/requests/received/") >= 6


def test_the_matters_of_a_cell_are_paged_and_exported(ready, seat, base, file_matters):
    file_matters(ready, [Matter(REQUEST, YEAR, YEAR, "granted", "natural_person")] * 60)
    head, cell = seat("head"), f"{base}/cells/requests/granted/natural_person"
    first = head.open(cell).text
    following = re.search(r'rel="next" href="(\?after=[^"]+)"', first)[1]
    assert (first.count("data-row"), head.open(cell + following).text.count("data-row")) == (50, 14)
    for kind in ("csv", "xlsx"):
        answer = head.get(f"{cell}/{kind}")
        assert "attachment" in answer.headers["Content-Disposition"], kind
    assert head.get(f"{cell}/csv").content.decode().count("\r\n") == 65
    assert seat("reviewer").get(f"{cell}/csv").status_code == 403


def test_a_figure_is_entered_with_its_source(district, seat, base):
    clerk = seat("clerk")
    assert clerk.send(f"{base}/{CELL}", value="12").status_code == 422
    assert clerk.send(f"{base}/{CELL}", value="一打", note="台账").status_code == 422
    answer = clerk.send(f"{base}/{CELL}", value="1,012", note="许可科台账")
    assert answer.headers["Location"] == f"{base}#c-publications-licensing-decisions"
    page = clerk.open(f"{base}/{CELL}").text
    assert "1,012" in page
    assert "许可科台账" in page
    assert Figure.objects.get().value == Decimal(1012)


def test_last_year_stands_beside_it_and_leaps_are_marked(published, seat, file_matters):
    file_matters(published, [Matter(REQUEST, YEAR + 1, None, "", "natural_person")] * 30)
    page = seat("clerk").open(f"/desk/reports/{published}/{YEAR + 1}/compared").text
    row = page[page.index("requests/received/natural_person") :]
    assert re.findall(r'numeric">(?:<strong.*?</strong>)?([^<]+)</td>', row)[:3] == ["5", "30", "+25"]
    assert 'class="outlying"' in page
    only = seat("clerk").open(f"/desk/reports/{published}/{YEAR + 1}/compared?only=outliers").text
    assert only.count('class="outlying"') == only.count("<tr") - 1
    cell = seat("clerk").open(f"/desk/reports/{published}/{YEAR + 1}/cells/requests/received/natural_person").text
    assert "+25" in cell


def test_figures_in_the_text_are_live(ready, seat, base, file_matters):
    clerk = seat("clerk")
    text = clerk.open(base).text
    assert '<a class="figure-in-text" href="#c-requests-received-total">6</a>' in text
    file_matters(ready, [Matter(REQUEST, YEAR, None, "", "enterprise")])
    assert '<a class="figure-in-text" href="#c-requests-received-total">7</a>' in clerk.open(base).text


def test_a_number_that_went_wrong_is_put_right_with_one_tap(ready, seat, base, actors):
    actions.put_text(ready, YEAR, "overview", WRONG, by=actors["clerk"], at=AT)
    clerk = seat("clerk")
    page = clerk.open(base).text
    finding = re.search(r'form="slip" name="finding" value="([^"]+)"', page)[1]
    assert "把 182 更新为 6" in page
    assert clerk.send(f"{base}/slip", on=base, finding=finding).headers["Location"] == f"{base}#part-overview"
    assert "{requests.received.total}件" in Passage.objects.latest("id").text
    assert "更新为" not in clerk.open(base).text.split('class="desk-three"')[1]


def test_a_text_is_looked_at_before_it_is_kept(ready, seat, base):
    clerk, path = seat("clerk"), f"{base}/texts/problems"
    page = clerk.send(path, text="本年收到{requests.received.total}件。", look="1")
    assert page.status_code == 200
    assert '<span class="figure-in-text">6</span>' in page.text
    assert not Passage.objects.exists()
    assert clerk.send(path, text="本年收到{requests.recieved.total}件。", look="1").status_code == 422
    assert clerk.send(path, text="本年收到{requests.received.total}件。").status_code == 303
    assert Passage.objects.get().part == "problems"


@pytest.mark.parametrize("post", ["reviewer", "auditor"])
def test_who_only_reads_is_offered_nothing_to_write(ready, seat, base, post):
    page = seat(post).open(base).text
    assert "/texts/" not in page
    assert f"{base}/do/" not in page
    assert f"{base}/import" not in page


def test_the_deadline_says_why(ready, seat, base):
    page = seat("clerk").open(base).text
    assert f"{YEAR + 1}年1月31日" in page
    assert "条例第四十九条第一款" in page

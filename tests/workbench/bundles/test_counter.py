"""A bundle at the counter: whose it is and every question, each material once, one receipt for all parts."""

import re

import orjson

from tests.workbench.bundles.conftest import FIRM
from zhengwu.records.bundles.going import read
from zhengwu.records.bundles.models import Matter
from zhengwu.records.cases.models import Case

WHO = {"code": FIRM, "name": "青禾小馆", "kind": "enterprise", "phone": "13800000000"}
SITUATION = {"q-sign": "yes", "q-large": "no", "q-food__fresh": "no"}
FORM = {"f-shared__site_area": "120", "f-food__cook": "3"}


def _taken(clerk, bundle, **typed):
    at = f"/desk/intake/bundles/{bundle}"
    assert clerk.fill(at, **WHO, **SITUATION).headers["Location"] == f"{at}/bring"
    return clerk.fill(f"{at}/bring", **{**FORM, "all": "yes", "does": "accept", **typed})


def test_it_works(seat, bundle):
    clerk, at = seat("clerk"), f"/desk/intake/bundles/{bundle}"
    assert clerk.get("/desk/intake?q=开店").headers["Location"] == at
    assert _taken(clerk, bundle).headers["Location"] == f"{at}/receipt"
    matter = Matter.objects.get()
    assert (matter.channel, Case.objects.get().state) == ("counter", "in_review")
    page = clerk.open(f"{at}/receipt").text
    assert matter.number in page
    for name in ("住所使用证明", "平面布局图", "设计图"):  # of parts that begin later, too
        assert f"{name} <span" in page, name
    assert "等待：企业登记" in page
    secret = re.search(r'class="big">([A-Z0-9-]+)</dd>\n<dt>套餐', page)[1]
    answer = clerk.send("/track", number=matter.number, secret=secret)
    assert answer.headers["Location"].startswith("/bundles/follow/QHSP")


def test_questions_that_turn_up_are_put_before_one_goes_on(seat, bundle):
    clerk, at = seat("clerk"), f"/desk/intake/bundles/{bundle}"
    page = clerk.fill(at, **WHO, **{"q-sign": "yes", "q-large": "no"})
    assert page.status_code in (303, 422)
    assert "卖生食吗" in clerk.open(at).text
    assert clerk.get(f"{at}/bring").headers["Location"] == at
    assert clerk.fill(at, **WHO, **SITUATION).status_code == 303


def test_each_material_is_asked_for_once_and_what_arises_not_at_all(seat, bundle):
    clerk, at = seat("clerk"), f"/desk/intake/bundles/{bundle}"
    clerk.fill(at, **WHO, **SITUATION)
    page = clerk.open(f"{at}/bring").text
    assert page.count('name="m-register__lease"') == 2  # seen, not brought
    assert "m-food__lease" not in page
    assert "营业执照" in page.split("checklist")[1]
    assert "m-food__licence" not in page


def test_what_follows_is_carried_into_its_case(seat, bundle):
    clerk = seat("clerk")
    assert _taken(clerk, bundle, **{"m-food__plan": "follows"}).status_code == 303
    kept = orjson.loads(Matter.objects.get().filled)["parts"]
    assert read(kept["food"], 1, "food", incomplete=True).deferred == ("plan",)


def test_it_refuses_what_is_not_complete_and_keeps_what_was_typed(seat, bundle):
    clerk = seat("clerk")
    answer = _taken(clerk, bundle, **{"f-food__cook": "", "m-sign__drawing": "wanting"})
    assert answer.status_code == 422
    assert "“设计图”没有带" in answer.text
    assert 'value="120"' in answer.text
    assert not Matter.objects.exists()


def test_what_is_incomplete_is_received_and_not_accepted(seat, bundle):
    clerk = seat("clerk")
    answer = _taken(clerk, bundle, **{"all": "", "f-food__cook": "", "does": "receive"})
    assert answer.status_code == 303, answer.text
    assert Case.objects.get().state == "submitted"
    assert "材料不齐" in clerk.open(answer.headers["Location"]).text


def test_who_takes_nothing_in_is_refused(seat, bundle):
    assert seat("auditor").get(f"/desk/intake/bundles/{bundle}").status_code == 403

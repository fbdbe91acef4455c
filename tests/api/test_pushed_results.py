"""Results pushed by another system: published once, told by row what is wrong, and by tokens with the right alone."""

import pytest

from zhengwu.records.publications.models import Import, Publication, Version

pytestmark = pytest.mark.django_db
HERE = "/publications/results"
FOOD = {"source_key": "food-1", "标题": "青禾望湖食品有限公司食品经营许可", "决定文书号": "青许〔2026〕1号",
        "许可决定日期": "2026-01-04", "许可内容": "热食类食品制售"}  # fmt: skip


@pytest.fixture
def pushing(counter):
    """A counter with the token of another system."""
    return counter.token("system", "publication.import")


def pushed(counter, *rows, **more):
    """What a push is."""
    return {"body_id": counter.body, "kind": "licence_result", "rows": list(rows), **more}


def counts(said):
    """New, changed, the same, faulty."""
    return said["made"], said["changed"], said["same"], said["faulty"]


def test_it_works(pushing):
    told = pushing.post("system", HERE, pushed(pushing, FOOD, FOOD | {"source_key": "food-2"}), 200)
    assert (counts(told), told["faults"]) == ((2, 0, 0, 0), [])
    assert Publication.objects.filter(source_key="food-1", status="public", run_id=told["run_id"]).exists()


def test_what_is_sent_again_is_published_once(pushing):
    pushing.post("system", HERE, pushed(pushing, FOOD), 200)
    assert counts(pushing.post("system", HERE, pushed(pushing, FOOD), 200)) == (0, 0, 1, 0)
    corrected = FOOD | {"许可内容": "热食类、冷食类食品制售"}
    assert counts(pushing.post("system", HERE, pushed(pushing, corrected), 200)) == (0, 1, 0, 0)
    assert Publication.objects.count() == 1
    assert Version.objects.count() == 2


def test_one_key_has_one_effect(pushing):
    first, again = (
        pushing.ask("system", "POST", HERE, pushed(pushing, FOOD), **{"Idempotency-Key": "push-0001"}) for _ in "12"
    )
    assert (first.status_code, again.status_code, first.said) == (200, 200, again.said)
    assert Import.objects.count() == 1


def test_good_rows_go_in_and_bad_ones_are_told_by_row_and_column(pushing):
    rows = (FOOD, {"source_key": "x", "许可内容": "无标题"}, FOOD | {"source_key": "y", "许可决定日期": "2026年13月"},
            FOOD | {"source_key": "z", "经办人手机": "13800138000"})  # fmt: skip
    told = pushing.post("system", HERE, pushed(pushing, *rows), 200)
    assert counts(told) == (1, 0, 0, 3)
    assert [(one["row"], one["code"]) for one in told["faults"]] == [
        (2, "title_missing"), (3, "day_unreadable"), (4, "personal_mobile")
    ]  # fmt: skip
    assert told["faults"][1]["column"] == "许可决定日期"
    assert "13800138000" not in str(told)


def test_a_trial_writes_nothing(pushing):
    told = pushing.post("system", HERE, pushed(pushing, FOOD, dry_run=True), 200)
    assert (counts(told), told["run_id"]) == ((1, 0, 0, 0), None)
    assert not Publication.objects.exists()
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"rows": []}, 422), ({"rows": [{"标题": 1}]}, 422), ({"kind": "gossip"}, 404), ({"body_id": 10**9}, 404),
     ({"rows": [FOOD] * 1001}, 422), ({"natural_persons": "keep"}, 422)],
)  # fmt: skip
def test_it_refuses_what_is_no_push(pushing, changes, status):
    assert pushing.ask("system", "POST", HERE, pushed(pushing, FOOD) | changes).status_code == status
    assert not Import.objects.exists()


def test_it_is_for_tokens_with_the_right_and_their_own_bodies(pushing, district, actors):
    said = pushed(pushing, FOOD)
    assert pushing.ask("public", "POST", HERE, said).status_code == 401
    assert pushing.ask("clerk", "POST", HERE, said).status_code == 403
    pushing.token("elsewhere", "publication.import", body=district.affairs)
    assert pushing.ask("elsewhere", "POST", HERE, said).status_code == 404
    assert not Publication.objects.exists()

import pytest
from django.db import connections

from tests.together import at_once
from zhengwu.records.organs.models import Unit
from zhengwu.records.outbox.models import Answered
from zhengwu.records.people.models import Person

KEY = {"Idempotency-Key": "5f1c8a52-0001"}


@pytest.fixture
def administrator(cast, desk):
    return desk(cast["administrator"])


def test_it_works(administrator, district):
    path, said = f"/api/bodies/{district.bureau}/units", {"name": "综合科"}
    first = administrator.ask("POST", path, said, **KEY)
    again = administrator.ask("POST", path, said, **KEY)
    assert (first.status_code, first.said) == (again.status_code, again.said) == (201, first.said)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Unit.objects.filter(name="综合科").count() == 1


def test_it_refuses_the_key_for_another_request(administrator, district):
    path = f"/api/bodies/{district.bureau}/units"
    administrator.ask("POST", path, {"name": "综合科"}, **KEY)
    for other_path, said in ((path, {"name": "法规科"}), (f"/api/bodies/{district.affairs}/units", {"name": "综合科"})):
        response = administrator.ask("POST", other_path, said, **KEY)
        assert (response.status_code, response.said["code"]) == (409, "key_reused")


def test_an_empty_answer_is_repeated_too(administrator, district):
    path = f"/api/bodies/{district.station}/close"
    assert [administrator.ask("POST", path, None, **KEY).status_code for _ in range(2)] == [204, 204]
    assert administrator.ask("POST", path, None).status_code in {204, 409}


def test_keys_belong_to_who_sends_them(administrator, cast, desk, hire, district):
    other = desk(hire("administrator", district.government))
    path = f"/api/bodies/{district.bureau}/units"
    assert administrator.ask("POST", path, {"name": "综合科"}, **KEY).status_code == 201
    assert other.ask("POST", path, {"name": "法规科"}, **KEY).status_code == 201


def test_a_failure_leaves_the_key_free(administrator, district):
    path = f"/api/bodies/{district.bureau}/units"
    assert administrator.ask("POST", path, {"name": "公开科"}, **KEY).said["code"] == "taken"
    assert not Answered.objects.exists()
    assert administrator.ask("POST", path, {"name": "综合科"}, **KEY).status_code == 201


def test_a_secret_is_not_kept_and_not_told_twice(administrator, district):
    post = {"post": "clerk", "body_id": district.bureau, "since": "2026-01-01"}
    said = {"username": "clerk.new", "name": "登记员乙", "post": post}
    first = administrator.ask("POST", "/api/people", said, **KEY)
    again = administrator.ask("POST", "/api/people", said, **KEY)
    assert (first.status_code, again.status_code, again.said["code"]) == (201, 409, "done_already")
    assert Answered.objects.get().body is None
    assert Person.objects.filter(username="clerk.new").count() == 1


@pytest.mark.parametrize("key", ["short", "x" * 129, "密钥密钥密钥密钥", "with a space in it"])
def test_it_refuses_a_key_that_is_none(administrator, district, key):
    response = administrator.ask(
        "POST", f"/api/bodies/{district.bureau}/units", {"name": "综合科"}, **{"Idempotency-Key": key}
    )
    assert (response.status_code, response.said["where"]) == (422, "Idempotency-Key")


@pytest.mark.django_db(transaction=True)
def test_many_at_once_have_one_effect_and_one_answer(administrator, district):
    path = f"/api/bodies/{district.bureau}/units"
    for turn in range(5):
        key = {"Idempotency-Key": f"at-once-{turn}"}
        responses = at_once(
            *[lambda key=key, turn=turn: administrator.ask("POST", path, {"name": f"{turn}科"}, **key)] * 6
        )
        assert {response.status_code for response in responses} == {201}, responses
        assert len({response.content for response in responses}) == 1
        assert Unit.objects.filter(name=f"{turn}科").count() == 1
    connections.close_all()

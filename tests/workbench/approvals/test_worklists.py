"""The worklists: what waits for whom, narrowed to an item; reviews, promises and bad faith beside the cases."""

import re
from datetime import date, timedelta

import pytest

from tests.workbench.approvals.conftest import CODE
from tests.workbench.conftest import AT, TODAY
from zhengwu.records.approvals import actions
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.approvals.models import Application, BadFaith, Pledge, Task
from zhengwu.records.approvals.submitting import Given, Submission
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.models import Case
from zhengwu.statute.procedures import Event


@pytest.fixture
def applied(simple, actors):
    """An application that was taken in: its case."""
    said = Submission(holder=Holder("青禾面馆", CODE), channel="counter", received_on=TODAY,
                      materials=(Given("application", original_seen=True),))  # fmt: skip
    return actions.submit(simple, said, by=actors["clerk"], at=AT).case_id


def test_it_works(seat, applied, actors):
    clerk = seat("clerk")
    assert "青禾面馆" in clerk.open("/desk/approvals").text
    assert "青禾面馆" not in clerk.open("/desk/approvals?tab=decide").text
    cases.take(applied, Event("accepted", TODAY), by=actors["clerk"], at=AT)
    assert "青禾面馆" in clerk.open("/desk/approvals?tab=decide").text


def test_it_is_narrowed_to_an_item(seat, applied, simple, quick):
    head = seat("head")
    assert "青禾面馆" in head.open(f"/desk/approvals?tab=open&item={simple}").text
    assert "青禾面馆" not in head.open(f"/desk/approvals?tab=open&item={quick}").text
    assert head.get("/desk/approvals?tab=nonsense&item=x&after=y").status_code == 200


def test_requests_for_information_are_not_among_them(seat, file):
    file("received")
    assert "周某" not in seat("head").open("/desk/approvals?tab=open").text


@pytest.mark.parametrize("key", ["reviews", "deferred", "verify", "faith"])
def test_what_is_empty_says_so(seat, key):
    page = seat("head").open(f"/desk/approvals/{key}")
    assert page.status_code == 200
    assert 'class="empty"' in page.text
    assert seat("administrator").get(f"/desk/approvals/{key}").status_code == 403


def test_a_review_is_made_from_its_list(seat, applied, district):
    task = Task.objects.create(case_id=applied, key="fire", name="消防审查", body_id=district.bureau,
                               due_on=TODAY - timedelta(days=3))  # fmt: skip
    head = seat("head")
    page = head.open("/desk/approvals/reviews").text
    assert "消防审查" in page
    assert "已超期" in page
    assert head.get(f"/desk/approvals/reviews/{task.pk}").status_code == 200
    assert head.get("/desk/approvals/reviews/999").status_code == 404


def test_a_commitment_waits_to_be_verified(seat, applied, district):
    Pledge.objects.create(case_id=applied, body_id=district.bureau, kind="conditions", text="经营场所符合要求",
                          signed_at=AT, due_on=TODAY)  # fmt: skip
    assert f"/desk/cases/{applied}/steps/verified" in seat("head").open("/desk/approvals/verify").text
    assert "经营场所符合要求" in seat("supervisor").open("/desk/approvals/verify?within=soon").text
    assert "经营场所符合要求" in seat("handler").open("/desk/approvals/verify").text
    assert "经营场所符合要求" not in seat("head").open("/desk/approvals/deferred").text


def test_who_lied_is_barred_and_restored(seat, applied):
    head = seat("head")
    barred = head.fill(f"/desk/approvals/bar/{applied}", years="1", reason="提供虚假租赁合同")
    assert barred.status_code == 303, barred.text
    assert "提供虚假租赁合同" in head.open("/desk/approvals/faith").text
    one = BadFaith.objects.get()
    assert one.until == date(TODAY.year + 1, TODAY.month, TODAY.day)
    assert head.fill(f"/desk/approvals/faith/{one.pk}/repair", reason="已改正").status_code == 303
    assert "提供虚假租赁合同" not in head.open("/desk/approvals/faith").text
    assert "提供虚假租赁合同" in head.open("/desk/approvals/faith?all=1").text
    assert Application.objects.get().case_id == applied


def test_a_list_leaves_as_a_file_for_who_may(seat, applied, simple):
    head, at = seat("head"), f"/desk/approvals?tab=open&item={simple}"
    assert "/desk/approvals/export/csv" in head.open(at).text
    token = head.the_token(at)
    sent = head.post(f"/desk/approvals/export/csv?tab=open&item={simple}", {"csrf": token})
    assert "青禾面馆" in b"".join(sent.streaming_content).decode()
    book = head.post("/desk/approvals/export/xlsx?tab=open", {"csrf": token})
    assert book.content[:2] == b"PK"
    assert head.post("/desk/approvals/export/nonsense", {"csrf": token}).status_code == 404
    handler = seat("handler")
    assert "/desk/approvals/export/" not in handler.open("/desk/approvals?tab=open").text


def test_fifty_for_one_item_are_decided_at_once_and_one_that_cannot_be_says_why(seat, simple, actors):
    said = Submission(holder=Holder("青禾面馆", CODE), channel="counter", received_on=TODAY,
                      materials=(Given("application", original_seen=True),))  # fmt: skip
    made = [actions.submit(simple, said, by=actors["clerk"], at=AT).case_id for _ in range(50)]
    for case_id in made[1:]:
        cases.take(case_id, Event("accepted", TODAY), by=actors["clerk"], at=AT)
    head = seat("head")
    at = "/desk/together/licensing/decided?" + "&".join(f"case={one}" for one in made)
    page = head.open(at).text
    assert "作出决定" in page
    assert "49 件将办理" in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert len(seen.split(".")) == 49
    begun = head.fill(at, outcome="refused", reasons="不符合规划。", seen=seen, on=TODAY.isoformat())
    assert begun.status_code == 303
    head.fill(begun["Location"])
    assert Case.objects.filter(pk__in=made, state="decided").count() == 49
    assert Case.objects.get(pk=made[0]).state == "submitted"

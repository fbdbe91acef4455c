"""An account at the identity service, linked and unlinked by who manages people; by nobody else, never one's own."""

import pytest

from zhengwu.records.journal.models import Entry
from zhengwu.records.people.models import ProviderAccount

ISSUER = "https://id.example.cn"


@pytest.fixture(autouse=True)
def service(settings):
    settings.STAFF_PROVIDER = {"issuer": ISSUER, "client_id": "a", "client_secret": "b", "name": "省统一身份认证"}


def path(person):
    return f"/desk/administration/people/{person.pk}/provider"


def test_it_works(seat, cast):
    admin, to = seat("administrator"), path(cast["clerk"])
    assert to in admin.open(to.removesuffix("/provider")).text
    assert admin.fill(to, subject="u-0017").status_code == 303
    assert ProviderAccount.objects.get(person=cast["clerk"]).subject == "u-0017"
    page = admin.open(to).text
    assert "u-0017" in page
    assert "解除关联" in page
    assert admin.fill(to).status_code == 303
    assert not ProviderAccount.objects.exists()
    actions = list(Entry.objects.filter(action__startswith="provider.").values_list("action", "object_id"))
    assert actions == [(f"provider.{one}", str(cast["clerk"].pk)) for one in ("linked", "unlinked")]


def test_it_refuses_an_account_that_is_somebody_elses(seat, cast):
    admin = seat("administrator")
    admin.fill(path(cast["clerk"]), subject="u-0017")
    page = admin.fill(path(cast["head"]), subject="u-0017")
    assert (page.status_code, "u-0017" in page.text) == (409, True)
    assert ProviderAccount.objects.count() == 1


@pytest.mark.parametrize("post", ["clerk", "head", "leader", "supervisor", "auditor"])
def test_it_refuses_who_does_not_manage_people(seat, cast, post):
    assert seat(post).open(path(cast["handler"])).status_code in (403, 404)


def test_nobody_links_their_own_or_where_there_is_no_service(seat, cast, settings):
    admin = seat("administrator")
    assert admin.open(path(cast["administrator"])).status_code == 403
    settings.STAFF_PROVIDER = None
    assert admin.open(path(cast["clerk"])).status_code == 404

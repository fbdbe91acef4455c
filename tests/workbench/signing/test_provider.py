"""The identity service by the pages: there and back, linked by the signed-in person, refused where nobody has."""

from datetime import UTC, datetime

import pytest

from tests.conftest import PASSWORD
from tests.records.people import service
from tests.ui.conftest import Visitor
from zhengwu.records.people import discovery
from zhengwu.records.people.models import Person, ProviderAccount, Session

BACK = "/desk/sign-in/provider/back"


@pytest.fixture
def there(settings):
    """The service, set up here."""
    discovery.forget()
    with service.serving() as found:
        found.now = int(datetime.now(UTC).timestamp())
        settings.STAFF_PROVIDER = {
            "issuer": found.issuer,
            "client_id": service.CLIENT,
            "client_secret": service.SECRET,
            "name": "省统一身份认证",
        }
        yield found
    discovery.forget()


def come(visitor, there, address):
    """As a browser does: through the service, and back with what it says."""
    back = there.authorize(address)
    answer = visitor.get(back[back.index(BACK) :])
    answer.text = answer.content.decode()
    return answer


def link(clerk, there):
    page = clerk.send("/desk/me/provider", password=PASSWORD).text
    address = page.split('content="0; url=')[1].split('"')[0].replace("&amp;", "&")
    return come(clerk, there, address)


def enter(visitor, there, to=""):
    return come(visitor, there, visitor.get(f"/desk/sign-in/provider?next={to}").headers["Location"])


def test_it_works(clerk, there, cast):
    assert "账号已关联" in link(clerk, there).text
    assert "账号已关联" in clerk.open("/desk/me").text
    clerk.send("/desk/sign-out", on="/desk/me")
    assert "用省统一身份认证登录" in clerk.open("/desk/sign-in").text
    done = enter(clerk, there, "/desk/me")
    assert done.status_code == 200
    assert 'content="0; url=/desk/me"' in done.text
    assert cast["clerk"].name in clerk.open("/desk/me").text
    assert Session.objects.get().way == "provider"


def test_it_refuses_who_is_linked_to_nobody(visitor, there, cast):
    count = Person.objects.count()
    answer = enter(visitor, there)
    assert answer.status_code == 401
    assert "没有关联本系统的用户" in answer.text
    assert "请先用密码登录" in answer.text
    assert (Person.objects.count(), Session.objects.count()) == (count, 0)


def test_it_refuses_to_link_without_the_password(clerk, there):
    answer = clerk.send("/desk/me/provider", password="wrong")
    assert answer.status_code == 401
    assert there.issuer not in answer.text


def test_it_refuses_to_link_for_somebody_who_signed_out_meanwhile(clerk, there):
    page = clerk.send("/desk/me/provider", password=PASSWORD).text
    clerk.send("/desk/sign-out", on="/desk/me")
    address = page.split('content="0; url=')[1].split('"')[0].replace("&amp;", "&")
    assert come(clerk, there, address).status_code == 404
    assert not ProviderAccount.objects.exists()


def test_it_refuses_another_browser(visitor, there, clerk):
    link(clerk, there)
    address = Visitor().get("/desk/sign-in/provider").headers["Location"]
    answer = come(Visitor(), there, address)
    assert answer.status_code == 401
    assert "统一身份认证没有完成" in answer.text


def test_a_second_factor_is_still_asked_for(clerk, there, cast, phone):
    link(clerk, there)
    held = phone(cast["clerk"])
    clerk.send("/desk/sign-out", on="/desk/me")
    answer = enter(clerk, there, "/desk/me")
    assert "url=/desk/sign-in/second?next=/desk/me" in answer.text
    assert not Session.objects.exists()
    assert clerk.send("/desk/sign-in/second", code=held.code(), next="/desk/me").headers["Location"] == "/desk/me"


def test_undoing_the_link(clerk, there):
    link(clerk, there)
    assert "已关联" in clerk.open("/desk/me/provider").text
    assert clerk.send("/desk/me/provider/remove", on="/desk/me/provider", password="wrong").status_code == 401
    done = clerk.send("/desk/me/provider/remove", on="/desk/me/provider", password=PASSWORD)
    assert done.headers["Location"] == "/desk/me"
    assert not ProviderAccount.objects.exists()


def test_a_service_that_is_down_is_told_and_the_password_still_works(visitor, cast, settings):
    discovery.forget()
    settings.STAFF_PROVIDER = {"issuer": "http://127.0.0.1:9", "client_id": "x", "client_secret": "y", "name": "省平台"}
    answer = visitor.open("/desk/sign-in/provider")
    assert answer.status_code == 503
    assert "统一身份认证平台没有应答" in answer.text
    assert visitor.sign_in(cast["clerk"]).status_code == 303


@pytest.mark.parametrize("path", ["/desk/sign-in/provider", BACK, "/desk/me/provider", "/desk/me/provider/remove"])
def test_where_none_is_set_up_there_is_no_such_page(clerk, path):
    assert clerk.get(path).status_code == 404
    assert "统一身份" not in clerk.open("/desk/me").text


def test_signing_out_offers_to_sign_out_there_too(clerk, there):
    there.leaving = {"end_session_endpoint": "/leave"}
    link(clerk, there)
    assert clerk.send("/desk/sign-out", on="/desk/me").status_code == 303
    enter(clerk, there, "/desk/me")
    page = clerk.send("/desk/sign-out", on="/desk/me")
    assert page.status_code == 200
    assert f"{there.issuer}/leave?client_id={service.CLIENT}" in page.text
    assert clerk.open("/desk/me").status_code != 200


def test_it_offers_nothing_where_the_service_has_no_such_place(clerk, there):
    link(clerk, there)
    clerk.send("/desk/sign-out", on="/desk/me")
    enter(clerk, there, "/desk/me")
    assert clerk.send("/desk/sign-out", on="/desk/me").status_code == 303

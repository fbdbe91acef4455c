"""Who proved at the identity service who they are: filled in, put to the papers, and only as long as it is the same."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.conftest import NUMBER
from tests.portal.test_asking import PERSON, asked
from tests.ui.conftest import Visitor
from zhengwu.portal.identity import COOKIE
from zhengwu.records.documents.models import Attachment
from zhengwu.records.drafts.models import DraftFile
from zhengwu.records.troubles import Trouble

PROVED = {"name": "周某", "id_kind": "citizen_id", "id_number": NUMBER}
PAPER = "身份核验结果（省统一身份认证）"


def to_identity(visitor, body_id, behalf="self"):
    """The screens up to the one that asks who somebody is."""
    asked(visitor, body_id)
    visitor.send("/request/who", **{"class": "natural_person"})
    visitor.send("/request/behalf", behalf=behalf)


@pytest.fixture
def visitor(district, there, tmp_path, monkeypatch):
    """Somebody who was asked who they are, went to the identity service and came back."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    visitor = Visitor(raise_request_exception=False)
    to_identity(visitor, district.bureau)
    page = visitor.open("/request/identity").text
    way = page.split('href="/identity?')[1].split('"')[0]
    back = there.authorize(visitor.get(f"/identity?{way}").headers["Location"])
    assert 'content="0; url=/request/identity"' in visitor.open(back[back.index("/identity/back") :]).text
    return visitor


def test_name_and_number_are_filled_in(visitor):
    page = visitor.open("/request/identity").text
    assert f'value="{NUMBER}"' in page
    assert "身份已经核验" in page
    assert 'href="/identity?' not in page


def test_what_was_proved_is_shown_and_goes_to_the_case(visitor):
    visitor.send("/request/identity", **PROVED)
    visitor.send("/request/contact", phone="000-1")
    del visitor.cookies[COOKIE]  # half an hour went by: what is proved stays so
    visitor.send("/request/identity", **PROVED)
    page = visitor.open("/request/check").text
    assert PAPER in page
    assert NUMBER not in page
    visitor.send("/request/check", declared="yes")
    assert list(Attachment.objects.values_list("role", "title")) == [("proved", PAPER)]


def test_the_proof_leaves_the_browser_when_the_request_is_sent(visitor):
    visitor.send("/request/identity", **PROVED)
    visitor.send("/request/contact", phone="000-1")
    visitor.send("/request/check", declared="yes")
    assert not visitor.cookies[COOKIE].value


def test_who_takes_the_proof_away_goes_on_without(visitor):
    visitor.send("/request/identity", **PROVED)
    assert visitor.send("/request/identity", unprove="1").headers["Location"] == "/request/identity"
    page = visitor.open("/request/identity").text
    assert "身份已经核验" not in page
    assert 'href="/identity?' in page
    visitor.send("/request/identity", **PROVED)
    visitor.send("/request/contact", phone="000-1")
    assert "身份核验结果" not in visitor.open("/request/check").text


@pytest.mark.parametrize("other", [{"name": "李四"}, {"id_number": PERSON["id_number"]}])
def test_another_name_or_number_is_not_proved_by_it(visitor, other):
    visitor.send("/request/identity", **PROVED)
    visitor.send("/request/identity", **{**PROVED, **other})
    assert not DraftFile.objects.exists()


@pytest.mark.parametrize("change", [("who", {"class": "enterprise"}), ("behalf", {"behalf": "other"})])
def test_who_asks_for_somebody_else_after_all_has_proved_nothing(visitor, change):
    visitor.send("/request/identity", **PROVED)
    assert DraftFile.objects.count() == 1
    visitor.send(f"/request/{change[0]}", **change[1])
    assert not DraftFile.objects.exists()


def test_an_agent_proves_who_they_are_and_not_whom_they_act_for(visitor, district):
    to_identity(visitor, district.bureau, "other")
    assert NUMBER not in visitor.open("/request/identity").text
    visitor.send("/request/identity", **PERSON)
    assert not DraftFile.objects.exists()
    assert f'value="{NUMBER}"' in visitor.open("/request/agent").text
    visitor.send("/request/agent", **{f"agent_{name}": said for name, said in PROVED.items()})
    assert DraftFile.objects.get().role == "proved"


def test_an_upload_that_calls_itself_a_proof_is_none(visitor):
    visitor.send("/request/identity", **PERSON)
    visitor.send("/request/contact", phone="000-1")
    visitor.send("/request/files", identity=SimpleUploadedFile(PAPER, b"a"))
    visitor.send("/request/check", declared="yes")
    assert Attachment.objects.get().role == "identity"


def test_nobody_can_send_in_a_proof(visitor):
    from zhengwu.records.documents.actions import Receiving, receive
    from zhengwu.records.people.actors import PUBLIC

    with pytest.raises(Trouble, match="unknown_role"):
        receive(1, Receiving(b"a", "a.txt", "proved"), by=PUBLIC, at=None)


def test_another_browser_has_proved_nothing(visitor, district):
    other = Visitor(raise_request_exception=False)
    to_identity(other, district.bureau)
    other.cookies[COOKIE] = visitor.cookies[COOKIE].value
    assert "身份已经核验" not in other.open("/request/identity").text


def test_where_no_service_is_set_up_nobody_is_asked(district):
    visitor = Visitor(raise_request_exception=False)
    to_identity(visitor, district.bureau)
    page = visitor.open("/request/identity").text
    assert "/identity?" not in page
    assert "核验" not in page.split("<footer")[0]

"""A request sent twice is one case; what one browser typed no other one sees; a draft is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.ui.conftest import Visitor
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.documents.models import Attachment
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts.actions import Sent
from zhengwu.records.drafts.models import Draft, Turn

AT = datetime(2026, 9, 24, 2, tzinfo=UTC)
PERSON = {"name": "张三", "id_kind": "citizen_id", "id_number": "11010519491231002X"}
AGENT = {"agent_name": "李四", "agent_id_kind": "passport", "agent_id_number": "E1234567"}


def asked(visitor, body_id):
    """What is asked for, whom and how."""
    visitor.send("/request/subject", subject="绿化工程中标")
    visitor.send("/request/office", office=str(body_id))
    visitor.send("/request/what", **{"item-1": "中标通知书", "item-2": "验收报告"})
    return visitor.send("/request/how", how="any")


def filled(visitor, body_id):
    """Every screen answered, for an organisation."""
    asked(visitor, body_id)
    visitor.send("/request/who", **{"class": "enterprise"})
    visitor.send("/request/identity", name="甲公司", id_number="91350100M000100Y43", organisation="李四")
    return visitor.send("/request/contact", phone="000-1")


def handed_in(visitor, body_id):
    """A request handed in."""
    filled(visitor, body_id)
    return visitor.send("/request/check", declared="yes")


@pytest.fixture
def visitor(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False)


def test_handed_in_twice_it_is_one_case(visitor, district):
    assert filled(visitor, district.bureau).headers["Location"] == "/request/files"
    assert visitor.send("/request/check", declared="yes").headers["Location"] == "/request/receipt"
    assert visitor.open("/request/check").headers["Location"] == "/request/receipt"
    case = Case.objects.get()
    assert case.number in visitor.open("/request/receipt").text
    assert case.counted_class == "enterprise"


def test_nothing_is_handed_in_without_the_declaration(visitor, district):
    filled(visitor, district.bureau)
    answer = visitor.send("/request/check")
    assert answer.status_code == 422
    assert 'href="#f-declared"' in answer.text
    assert not Case.objects.exists()


def test_who_asks_for_another_is_on_file_as_their_agent(visitor, district):
    asked(visitor, district.bureau)
    visitor.send("/request/who", **{"class": "natural_person"})
    visitor.send("/request/behalf", behalf="other")
    visitor.send("/request/identity", **PERSON)
    assert visitor.send("/request/agent", **AGENT).headers["Location"] == "/request/contact"
    visitor.send("/request/contact", phone="000-1")
    visitor.send("/request/files", mandate=SimpleUploadedFile("委托书.txt", b"a"))
    visitor.send("/request/check", declared="yes")
    assert set(Party.objects.values_list("role", "name")) == {("applicant", "张三"), ("agent", "李四")}


def test_who_asks_for_another_shows_the_mandate(visitor, district):
    asked(visitor, district.bureau)
    for screen, said in (("who", {"class": "natural_person"}), ("behalf", {"behalf": "other"}), ("identity", PERSON),
                         ("agent", AGENT), ("contact", {"phone": "000-1"})):  # fmt: skip
        visitor.send(f"/request/{screen}", **said)
    answer = visitor.send("/request/files")
    assert answer.status_code == 422
    assert 'href="#f-mandate"' in answer.text
    sent = visitor.send("/request/check", on="/request/files", declared="yes")
    assert sent.headers["Location"] == "/request/files"
    assert not Case.objects.exists()
    paper = SimpleUploadedFile("委托书.txt", b"a")
    assert visitor.send("/request/files", mandate=paper).headers["Location"] == "/request/check"
    assert visitor.send("/request/files").headers["Location"] == "/request/check"
    assert visitor.send("/request/check", declared="yes").headers["Location"] == "/request/receipt"


def test_papers_come_with_what_they_are(visitor, district):
    filled(visitor, district.bureau)
    papers = {name: SimpleUploadedFile(f"{name}.txt", name.encode()) for name in ("identity", "mandate", "files")}
    assert visitor.send("/request/files", **papers).headers["Location"] == "/request/check"
    visitor.send("/request/check", declared="yes")
    found = set(Attachment.objects.values_list("role", "title"))
    assert found == {("identity", "identity.txt"), ("identity", "授权委托书"), ("application", "files.txt")}


def test_a_paper_can_be_taken_away_again(visitor, district):
    filled(visitor, district.bureau)
    paper = SimpleUploadedFile("营业执照.txt", b"a")
    assert visitor.send("/request/files", identity=paper, stay="1").headers["Location"] == "/request/files"
    page = visitor.open("/request/files").text
    assert "营业执照.txt" in page
    number = page.split('name="remove" value="')[1].split('"')[0]
    visitor.send("/request/files", remove=number)
    assert "营业执照.txt" not in visitor.open("/request/files").text


def test_a_file_of_a_kind_that_is_not_taken_is_told_at_its_field(visitor, district):
    filled(visitor, district.bureau)
    answer = visitor.send("/request/files", identity=SimpleUploadedFile("a.exe", b"MZ\x00\x01"))
    assert answer.status_code == 422
    assert 'href="#f-identity"' in answer.text
    assert "a.exe" in answer.text


def test_a_screen_is_not_reached_before_the_one_before_it(visitor, district):
    assert visitor.open("/request/contact").headers["Location"] == "/request/office"
    assert visitor.open("/request/check").headers["Location"] == "/request/office"


def test_a_number_with_a_slip_is_told_at_once_and_kept(visitor, district):
    filled(visitor, district.bureau)
    answer = visitor.send("/request/identity", name="甲公司", id_number="91350100M000100Y44", organisation="李四")
    assert answer.status_code == 422
    assert 'href="#f-id_number"' in answer.text
    assert 'value="91350100M000100Y44"' in answer.text


def test_another_browser_sees_nothing_of_it(visitor, district):
    filled(visitor, district.bureau)
    assert Visitor().open("/request/check").headers["Location"] == "/request/office"


def test_a_draft_lies_sealed_and_is_forgotten_after_a_week(db):
    code = drafts.save("", {"name": "张三"}, at=AT)
    found = drafts.read(code, at=AT)
    assert (found.answers, found.until) == ({"name": "张三"}, AT + timedelta(days=7))
    assert "张三" not in str(Draft.objects.values_list("digest").get())
    assert drafts.forget(at=AT + timedelta(days=6)) == 0
    assert drafts.forget(at=AT + timedelta(days=8)) == 1
    assert not Draft.objects.exists()


def test_too_many_files_are_refused_whole(db):
    code = drafts.save("", {"name": "张三"}, at=AT)
    with pytest.raises(Exception, match="too_much"):
        drafts.attach(code, [Sent(b"a", f"{at}.txt") for at in range(9)], at=AT)
    assert drafts.read(code, at=AT).files == ()


def test_one_address_sends_so_many_an_hour_and_is_told(visitor, district):
    filled(visitor, district.bureau)
    now = datetime.now(UTC)
    visitor.send("/request/check", declared="")
    from zhengwu.records.drafts import turns

    for _ in range(turns.LIMITS["submit"].most):
        turns.take("submit", "127.0.0.1", at=now)
    answer = visitor.send("/request/check", declared="yes")
    assert answer.status_code == 422
    assert "次，请" in answer.text
    assert not Case.objects.exists()
    assert "127.0.0.1" not in str(list(Turn.objects.values_list("address")))

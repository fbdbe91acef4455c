"""Documents of licences: sealed, kept, copied, told by their metadata."""

import json
from datetime import date, timedelta

import pytest
from lxml import etree

from tests.records.licences.conftest import AT, CODE, ON, Holder
from zhengwu.records.licences import actions, authority, copies, documents, metadata, queries, seals
from zhengwu.records.licences.models import ElectronicSeal, Signed
from zhengwu.records.people.actors import CLOCKWORK, PUBLIC
from zhengwu.records.troubles import Trouble
from zhengwu.statute.seals import verify


@pytest.fixture
def seal(district):
    """A seal of the bureau, in force since before the licence."""
    return seals.make(district.bureau, "电子证照专用章", by=CLOCKWORK, at=AT)


def pdf(licence_id):
    return documents.document(licence_id, "pdf", on=ON, at=AT).content


def test_a_sealed_pdf_is_made_once_and_verifies(grant, seal):
    licence = grant()
    content = pdf(licence)
    assert content.startswith(b"%PDF-")
    assert pdf(licence) == content
    row = Signed.objects.get(licence_id=licence)
    found = verify(bytes(row.signature), content, authority.trust())
    assert (found.sound, found.esid) == (True, seal.esid)
    assert found.about == queries.facts(licence).identifier
    assert verify(bytes(row.signature), content + b" ", authority.trust()).failed.key == "digest"


def test_without_a_seal_it_is_said_that_there_is_none(grant):
    page = documents.document(grant(), "html", on=ON, at=AT).content.decode()
    assert "未加盖电子印章" in page
    assert Signed.objects.count() == 0


def test_the_demonstrations_seal_says_that_it_has_no_effect(grant, seal):
    page = documents.document(grant(), "html", on=ON, at=AT).content.decode()
    assert page.count("不具法律效力") >= 2
    assert not seal.legal


def test_a_persons_number_is_masked_on_paper_and_words_are_never_code(grant):
    person = Holder("王<小明", "11010519491231002X", "natural_person")
    page = documents.document(grant("physician", person), "html", on=ON, at=AT).content.decode()
    assert "110*************2X" in page
    assert "王&lt;小明" in page


def test_nothing_is_made_out_for_a_licence_that_is_over(grant, seal):
    licence = grant()
    actions.act(licence, "revoked", reason="骗取许可", on=ON, by=CLOCKWORK, at=AT)
    with pytest.raises(Trouble, match="licence_over"):
        pdf(licence)


def test_a_copy_carries_its_purpose_and_ends(grant, seal):
    licence = grant()
    until = ON + timedelta(days=10)
    made = copies.make(licence, "贷款申请", "青禾银行", until, by=PUBLIC, at=AT)
    page = copies.open_copy(made.id, "html", on=ON, at=AT).content.decode()
    assert "贷款申请" in page
    assert "青禾银行" in page
    assert made.token in page
    assert made.standing(until + timedelta(days=1)) == "over"
    assert copies.withdraw(made.id, by=PUBLIC, at=AT).standing(ON) == "withdrawn"
    with pytest.raises(Trouble, match="copy_over"):
        copies.open_copy(made.id, "pdf", on=ON, at=AT)


@pytest.mark.parametrize("said", [("", "银行", ON), ("贷款", " ", ON), ("贷款", "银行", ON - timedelta(days=1)),
                                  ("贷款", "银行", date(2099, 1, 1)), ("贷\n款", "银行", ON)])  # fmt: skip
def test_it_refuses_a_copy_without_purpose_receiver_or_a_day_within_the_licences(grant, said):
    with pytest.raises(Trouble):
        copies.make(grant(), *said, by=PUBLIC, at=AT)


def test_metadata_go_out_as_json_and_xml_with_the_same_in_them(grant):
    said = metadata.metadata(grant(), ON)
    assert json.loads(metadata.as_json(said))["持证主体代码"] == CODE
    root = etree.fromstring(metadata.as_xml(said))
    assert {one.tag: one.text for one in root if len(one) == 0}["证照状态"] == "01"
    assert {one.get("名称"): one.text for one in root.find("业务信息")} == said["业务信息"]


def test_a_revoked_seal_signs_no_more_and_what_it_signed_stays(grant, seal):
    licence = grant()
    content = pdf(licence)
    seals.revoke(seal.id, "印章更换", by=CLOCKWORK, at=AT)
    assert pdf(licence) == content
    assert seals.to_use(seal.body_id, ON) is None
    with pytest.raises(Trouble, match="revoked"):
        seals.revoke(seal.id, "再一次", by=CLOCKWORK, at=AT)


def test_only_head_and_leader_make_seals(district, actors):
    for post in ("clerk", "handler", "supervisor", "administrator"):
        with pytest.raises(Trouble, match="forbidden"):
            seals.make(district.bureau, "审批专用章", by=actors[post], at=AT)
    made = seals.make(district.bureau, "审批专用章", by=actors["leader"], at=AT)
    assert ElectronicSeal.objects.get(pk=made.id).secret.count(" ") == 1


def test_production_without_a_service_makes_no_seal(district, settings):
    settings.MODE = "production"
    with pytest.raises(Trouble, match="no_seal_service"):
        seals.make(district.bureau, "审批专用章", by=CLOCKWORK, at=AT)
    assert authority.trust().anchors == ()

"""The pages by which anybody verifies a licence, and the public list; every verdict is told in words of its own."""

import csv
from datetime import timedelta
from io import StringIO

import orjson
import pytest
from django.test import Client

from tests.records.licences.conftest import AT, ON
from zhengwu.records.licences import actions, copies, digests, documents, seals
from zhengwu.records.licences.models import Licence
from zhengwu.records.people.actors import CLOCKWORK, PUBLIC
from zhengwu.statute.licences import identifier
from zhengwu.ui.catalogue import text


@pytest.fixture
def visitor(db):
    return Client(headers={"host": "127.0.0.1", "accept-language": "zh-CN"})


def address(licence_id):
    row = Licence.objects.get(pk=licence_id)
    return f"/verify/{row.identifier}?m={digests.code(row.identifier, row.digest)}"


def page(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def told(verdict):
    return text("zh", f"licences.verdict.{verdict}")


def test_the_qr_code_of_a_genuine_licence_leads_to_its_holder(visitor, grant):
    said = page(visitor, address(grant()))
    assert told("valid") in said
    assert "青禾区湖畔小吃店" in said


def test_forged_altered_expired_and_revoked_are_told_apart(visitor, grant):
    good, old, over = address(grant()), grant(on=ON - timedelta(days=900), months=3), grant()
    actions.act(over, "revoked", reason="骗取许可", on=ON, by=CLOCKWORK, at=AT)
    parts = identifier.parse(good.split("?")[0].removeprefix("/verify/"))
    forged = identifier.build(parts.kind, parts.issuer, "20260099999", 1)
    pages = {
        "valid": good,
        "unknown": f"/verify/{forged}?m=ABCDEFGHIJKL",
        "altered": good[:-12] + "ABCDEFGHIJKL",
        "expired": address(old),
        "revoked": address(over),
        "malformed": "/verify/hello",
    }
    found = {verdict: page(visitor, path) for verdict, path in pages.items()}
    for verdict, said in found.items():
        assert [one for one in pages if told(one) in said] == [verdict]
    assert "湖畔" not in found["altered"] + found["unknown"] + found["malformed"]


def test_machines_get_json(visitor, grant):
    said = orjson.loads(page(visitor, f"{address(grant())}&format=json"))
    assert (said["verdict"], said["valid"], said["status"]["code"], said["code_proved"]) == ("valid", True, "01", True)
    bare = orjson.loads(page(visitor, f"{address(grant()).split('?')[0]}?format=json"))
    assert (bare["verdict"], bare["holder"], bare["number"]) == ("valid", None, None)


def test_a_withdrawn_copy_is_told_though_its_licence_holds(visitor, grant):
    licence = grant()
    made = copies.make(licence, "贷款申请", "青禾银行", ON + timedelta(days=1500), by=PUBLIC, at=AT)
    here = f"{address(licence)}&c={made.token}"
    assert "青禾银行" in page(visitor, here)
    assert "verdict-good" in page(visitor, here)
    copies.withdraw(made.id, by=PUBLIC, at=AT)
    said = page(visitor, here)
    assert text("zh", "licences.copy_standing.withdrawn") in said
    assert "verdict-bad" in said


def form(visitor, path="/verify", **sent):
    said = visitor.get("/verify").content.decode()
    csrf = said.split('name="csrf" value="')[1].split('"')[0]
    return visitor.post(path, {"csrf": csrf, **sent})


def test_a_number_typed_wrongly_is_told_beside_the_field_and_kept(visitor):
    answer = form(visitor, identifier="1.2.156.3005.2.oops")
    assert answer.status_code == 422
    assert "1.2.156.3005.2.oops" in answer.content.decode()


def test_a_number_typed_rightly_leads_on(visitor, grant):
    path, code = address(grant()).split("?m=")
    answer = form(visitor, identifier=path.removeprefix("/verify/"), code=code)
    assert (answer.status_code, answer["location"]) == (303, f"{path}?m={code}")


def upload(visitor, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return form(visitor, document=SimpleUploadedFile("证照.pdf", content)).content.decode()


def test_a_file_is_told_genuine_altered_or_strange(visitor, grant, district):
    seals.make(district.bureau, "电子证照专用章", by=CLOCKWORK, at=AT)
    content = documents.document(grant(), "pdf", on=ON, at=AT).content
    assert text("zh", "licences.file_verdict.genuine") in upload(visitor, content)
    assert text("zh", "licences.file_verdict.altered") in upload(visitor, content + b"\n")
    assert text("zh", "licences.file_verdict.strange") in upload(visitor, b"%PDF-1.7 hello")
    assert text("zh", "licences.one_file") in form(visitor).content.decode()


def test_who_tries_too_often_is_told_to_wait(visitor, grant, monkeypatch):
    from zhengwu.records.drafts import turns

    monkeypatch.setitem(turns.LIMITS, "verify", turns.Limit(3, timedelta(minutes=10), turns.Words("核验", "verified")))
    path = address(grant())
    assert [visitor.get(path).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_the_public_list_names_what_is_over_and_no_holder(visitor, grant):
    kept, suspended, over = grant(), grant(), grant()
    actions.act(suspended, "suspended", reason="检查发现", on=ON, by=CLOCKWORK, at=AT)
    actions.act(suspended, "resumed", reason="已经整改", on=ON, by=CLOCKWORK, at=AT)
    actions.act(over, "stripped", reason="情节严重", on=ON, by=CLOCKWORK, at=AT)
    said = page(visitor, "/licences/revoked")
    numbers = [Licence.objects.get(pk=one).number for one in (kept, suspended, over)]
    assert [number in said for number in numbers] == [False, False, True]
    assert "湖畔" not in said
    assert "情节严重" not in said


def test_the_public_list_is_data_too(visitor, grant):
    for _ in range(3):
        actions.act(grant(), "revoked", reason="骗取许可", on=ON, by=CLOCKWORK, at=AT)
    rows = list(csv.DictReader(StringIO(_streamed(visitor, "csv").removeprefix("\ufeff"))))
    assert [row["status_code"] for row in rows] == ["03"] * 3
    assert orjson.loads(_streamed(visitor, "json")) == rows
    assert page(visitor, "/licences/revoked.atom").count("<entry>") == 3
    assert visitor.get("/licences/revoked.xml").status_code == 404


def _streamed(visitor, kind):
    return b"".join(visitor.get(f"/licences/revoked.{kind}").streaming_content).decode()


def test_an_empty_list_says_what_will_be_there(visitor):
    assert text("zh", "licences.gone.none") in page(visitor, "/licences/revoked")

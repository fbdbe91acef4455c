"""Files over HTTP: received whole or not at all, fetched by those who may, given out only with their proof."""

import pytest
from django.conf import settings
from django.test import Client

from tests.api.counter import request_for
from tests.statute.redaction.files import KEPT, LINES, SECRET, pdf, word
from zhengwu.records.documents.models import Attachment, Release, StoredFile
from zhengwu.records.journal.models import Entry

MULTIPART = "multipart/form-data; boundary=b"
PNG = b"\x89PNG\r\n\x1a\npixels"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path


@pytest.fixture
def case(counter):
    return counter.post("clerk", "/requests", request_for(counter.body, channel="counter", register_now=True))


def part(name, content, filename=None):
    told = f'; filename="{filename}"' if filename is not None else ""
    return b'--b\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n' % (
        name.encode(), told.encode(), content if isinstance(content, bytes) else content.encode()
    )  # fmt: skip


ROLE = part("role", "evidence")
FILE = part("file", "证据", "证据.txt")
END = b"--b--\r\n"
BASE64 = b"--b\r\nContent-Disposition: form-data; name=file; filename=a.txt\r\nContent-Transfer-Encoding: base64\r\n"


def sent(counter, path, body, who="clerk", kind=MULTIPART, **headers):
    bearer = {"Authorization": f"Bearer {counter.secrets[who]}"} if who in counter.secrets else {}
    client = Client(raise_request_exception=False)
    return client.generic("POST", f"/api{path}", body, content_type=kind, headers={**bearer, **headers})


def documents(case):
    return f"/cases/{case['case_id']}/documents"


def test_it_works(counter, case):
    response = counter.upload("clerk", documents(case), "证件.png", PNG, role="identity", title="护照")
    assert response.status_code == 201, response.content
    made = response.json()
    assert (made["name"], made["title"], made["media_type"]) == ("证件.png", "护照", "image/png")
    assert [one["id"] for one in counter.get("head", documents(case))] == [made["id"]]
    got = sent_get(counter, f"/documents/{made['id']}/file")
    assert (got.content, got.headers["Content-Type"]) == (PNG, "image/png")
    assert got.headers["Content-Disposition"] == "attachment; filename*=utf-8''%E8%AF%81%E4%BB%B6.png"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(action="document.open").count() == 1
    gone = counter.post("clerk", f"/documents/{made['id']}/withdraw", {"reason": "误传"}, 200)
    assert gone["withdrawn_reason"] == "误传"


def sent_get(counter, path, who="clerk"):
    return Client().get(f"/api{path}", headers={"Authorization": f"Bearer {counter.secrets[who]}"})


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (ROLE + FILE, 422, "bad_multipart"),  # cut off before its last boundary
        (ROLE + FILE[:-9], 422, "bad_multipart"),
        (ROLE + END, 422, "file_missing"),
        (ROLE + part("document", "x", "x.txt") + END, 422, "file_missing"),
        (ROLE + FILE + FILE + END, 422, "file_missing"),
        (ROLE + part("file", b"", "x.txt") + END, 422, "empty_file"),
        (ROLE + part("file", "x", "") + END, 422, "extra_forbidden"),
        (ROLE + part("file", b"MZ\x90\x00", "好.pdf") + END, 422, "kind_not_allowed"),
        (ROLE + part("file", b"<svg onload=x>", "a.png") + END, 422, "kind_not_allowed"),
        (FILE + END, 422, "missing"),
        (ROLE + ROLE + FILE + END, 422, "twice"),
        (ROLE + part("admin", "1") + FILE + END, 422, "extra_forbidden"),
        (ROLE + part("title", "a\0b") + FILE + END, 422, "nul"),
        (part("role", "nonsense") + FILE + END, 422, "unknown_role"),
        (ROLE + part("item_number", "9") + FILE + END, 422, "unknown_item"),
        (ROLE + part("title", b"x" * 3_000_000) + FILE + END, 422, "bad_multipart"),
        (b"", 415, "media_type"),
        (b"--b\r\n\r\n" * 3, 422, "bad_multipart"),
        (BASE64 + b"\r\n!a===\r\n" + END, 422, "bad_multipart"),
    ],
)  # fmt: skip
def test_it_refuses_a_hostile_upload(counter, case, body, status, code):
    response = sent(counter, documents(case), body)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert all(response.json()["message"].values())
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("kind", "headers", "status"),
    [("application/json", {}, 415), ("text/plain", {}, 415), ("multipart/form-data", {}, 422),
     ("multipart/form-data; boundary=" + "b" * 300, {}, 422), ("multipart/mixed; boundary=b", {}, 415),
     (MULTIPART, {"Content-Length": "999999999"}, 413), (MULTIPART, {"Content-Length": "-1"}, 413)],
)  # fmt: skip
def test_it_refuses_another_media_type_or_too_much(counter, case, kind, headers, status):
    client = Client(raise_request_exception=False)
    length = {"CONTENT_LENGTH": headers["Content-Length"]} if headers else {}
    bearer = {"Authorization": f"Bearer {counter.secrets['clerk']}"}
    body = b"{}" if kind == "application/json" else ROLE + FILE + END
    response = client.generic("POST", f"/api{documents(case)}", body, content_type=kind, headers=bearer, **length)
    assert response.status_code == status, response.content


def test_a_broken_upload_to_where_none_is_wanted_is_refused(counter, case):
    for path in ("/letters/1/withdraw", f"/cases/{case['case_id']}/secret", f"/cases/{case['case_id']}/letters"):
        response = sent(counter, path, ROLE, kind="multipart/form-data", **{"Idempotency-Key": "broken-0001"})
        assert response.status_code in {400, 415}, response.content


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "C:\\\\x\\\\passwd.txt", "/abs/passwd.txt"])
def test_a_name_is_never_a_path(counter, case, home, name):
    response = sent(counter, documents(case), ROLE + part("file", "x", name) + END)
    assert response.json()["name"] == "passwd.txt"
    assert [path.name for path in home.iterdir()] == ["files"]


def test_the_same_upload_under_one_key_is_one_document(counter, case):
    key = {"Idempotency-Key": "upload-once-0001"}
    first, again = [sent(counter, documents(case), ROLE + FILE + END, **key) for _ in range(2)]
    assert (first.status_code, first.content) == (201, again.content)
    other = sent(counter, documents(case), ROLE + part("file", "另一份", "b.txt") + END, **key)
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert Attachment.objects.count() == 1


def test_an_applicant_adds_what_is_theirs_to_add(counter, case):
    own = part("number", case["number"]) + part("secret", case["secret"])
    good = sent(counter, "/tracking/documents", own + part("role", "correction") + FILE + END, who="public")
    assert (good.status_code, good.json()["actor"]) == (201, "public")
    for body, status in [
        (own + part("role", "reply") + FILE + END, 404),
        (part("number", case["number"]) + part("secret", "WRONG") + part("role", "correction") + FILE + END, 401),
        (part("role", "correction") + FILE + END, 422),
    ]:
        assert sent(counter, "/tracking/documents", body, who="public").status_code == status
    assert Attachment.objects.count() == 1


def test_an_applicant_cannot_fill_the_disk(counter, case):
    own = part("number", case["number"]) + part("secret", case["secret"]) + part("role", "correction")
    clerk = counter.upload("clerk", documents(case), "a.txt", "证据".encode(), role="evidence").json()
    row = Attachment.objects.get(pk=clerk["id"])
    Attachment.objects.bulk_create([clone(row) for _ in range(50)])
    full = sent(counter, "/tracking/documents", own + part("file", "more", "m.txt") + END, who="public")
    assert (full.status_code, full.json()["code"]) == (409, "too_many_files")
    large = {"CONTENT_LENGTH": "31000000"}
    client = Client(raise_request_exception=False)
    response = client.generic("POST", "/api/tracking/documents", own + FILE + END, content_type=MULTIPART, **large)
    assert response.status_code == 413


def clone(row):
    return Attachment(file=row.file, body=row.body, case=row.case, role="correction", title="x", name="x",
                      actor="public", at=row.at)  # fmt: skip


@pytest.fixture
def original(counter, case):
    return counter.upload("head", documents(case), "记录.docx", word(), role="original").json()["id"]


def release(counter, case, content, original=None, who="head", check=False, **more):
    said = {"item_number": "1", "passages": [SECRET], "reassess_on": "2027-01-05", **more}
    said = {"original_id": original, **said} if original else said
    path = f"/cases/{case['case_id']}/releases{'/check' if check else ''}"
    response = counter.upload(who, path, "记录（公开）.docx", content, **said)
    return response.status_code, response.json()


def test_a_redacted_copy_is_given_out_with_its_proof(counter, case, original):
    status, shown = release(counter, case, word(KEPT), original, check=True)
    assert (status, shown["passed"]) == (200, True)
    assert not Release.objects.exists()
    status, made = release(counter, case, word(KEPT), original)
    assert (status, made["sha256"]) == (201, Release.objects.get().file.sha256)
    assert [one["withheld"] for one in counter.get("clerk", f"/cases/{case['case_id']}/releases")] == [1]
    assert sent_get(counter, f"/releases/{made['id']}/file").content.startswith(b"PK")
    assert counter.get("head", "/ledgers/withheld?through=2027-01-04") == []
    assert [one["id"] for one in counter.get("head", "/ledgers/withheld?through=2027-01-05")] == [made["id"]]


def test_a_copy_that_is_not_proved_is_refused_with_every_finding(counter, case, original):
    status, shown = release(counter, case, word(), original, check=True)
    assert (status, shown["passed"]) == (200, False)
    assert "still_readable" in {one["code"] for one in shown["findings"]}
    status, fault = release(counter, case, word(), original)
    assert (status, fault["code"]) == (422, "not_proved")
    assert "still_readable" in fault["where"]
    assert SECRET not in str(fault) + str(shown)
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [({"original_id": 999}, 404, "not_found"), ({"reassess_on": ""}, 422, "reassess_on_missing"),
     ({"item_number": "9"}, 422, "unknown_item"), ({"original_id": "x"}, 422, "int_parsing"),
     ({"original_id": ""}, 422, "original_missing"), ({"pages": ["0"]}, 422, "greater_than_equal")],
)  # fmt: skip
def test_it_refuses_what_is_incomplete(counter, case, original, change, status, code):
    got, fault = release(counter, case, word(KEPT), **{"original": original, **change})
    assert (got, fault["code"]) == (status, code)


def test_a_file_too_long_to_prove_is_refused_in_words(counter, case):
    long = pdf(tuple(f"{n} {LINES[0]}" for n in range(101 * 60)))
    first = counter.upload("head", documents(case), "长.pdf", long, role="original").json()["id"]
    status, fault = release(counter, case, long, first)
    assert (status, fault["code"], fault["where"]) == (422, "too_much_to_prove", "original_id")
    assert "100 页" in fault["message"]["zh"]


def test_an_applicant_fetches_what_was_given_out_once_the_answer_has_gone(counter, case):
    _, made = release(counter, case, word(KEPT), passages=[], reassess_on="")
    receipt = {"number": case["number"], "secret": case["secret"]}
    counter.step("head", case["case_id"], "decided", "2026-01-06", outcome="granted")
    assert counter.post("public", "/tracking/papers", receipt, 200)["releases"] == []
    counter.post("public", f"/tracking/releases/{made['id']}", receipt, 404)
    counter.step("clerk", case["case_id"], "delivered", "2026-01-07", channel="counter")
    assert [one["id"] for one in counter.post("public", "/tracking/papers", receipt, 200)["releases"]] == [made["id"]]
    got = Client().post(f"/api/tracking/releases/{made['id']}", receipt, content_type="application/json")
    assert got.content.startswith(b"PK")
    assert Entry.objects.filter(action="release.open").count() == 1

"""Tokens, the table of rights, and files of bodies and people, at the desk."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workbench.conftest import TODAY
from tests.workbench.test_inbox import queries_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.loading import by_token
from zhengwu.records.people.models import Person, Token
from zhengwu.records.people.rights import POSTS, RIGHTS
from zhengwu.ui.catalogue import catalogue

BASE = "/desk/administration"
SECRET = re.compile(r'id="secret" value="([^"]+)"')
PACKED = re.compile(r'name="packed" value="([^"]+)"')
PEOPLE = "姓名,用户名,机关,岗位\n何某乙,sp-heyi,审批局,承办人\n"


@pytest.fixture
def admin(seat):
    return seat("administrator")


def issue(admin, district, **typed):
    until = (TODAY + timedelta(days=20)).isoformat()
    facts = {"name": "区政务服务平台", "body_id": district.bureau, "until": until, "scopes": ["case.read", "as.clerk"]}
    return admin.fill(f"{BASE}/tokens/new", **{**facts, **typed})


def test_it_works(admin, district):
    secret = SECRET.search(issue(admin, district).text)[1]
    assert by_token(secret, at=datetime.now(UTC)).scopes == {"case.read", "as.clerk"}
    page = admin.open(f"{BASE}/tokens").text
    assert "区政务服务平台" in page
    assert "即将到期" in page
    assert secret not in page
    assert "1 个令牌将在 30 天内到期" in admin.open(BASE).text


def test_a_token_is_revoked_for_good(admin, district):
    secret = SECRET.search(issue(admin, district).text)[1]
    at = f"{BASE}/tokens/{Token.objects.get().pk}/revoke"
    assert admin.fill(at).status_code == 303
    assert by_token(secret, at=datetime.now(UTC)) is None
    assert admin.fill(at).status_code == 409


@pytest.mark.parametrize(
    ("typed", "status"), [({"scopes": []}, 422), ({"until": "2090-01-01"}, 422), ({"name": ""}, 422)]
)
def test_it_refuses_a_token_that_says_too_little_or_lasts_too_long(admin, district, typed, status):
    assert issue(admin, district, **typed).status_code == status
    assert not Token.objects.exists()


@pytest.mark.parametrize("post", ["head", "supervisor", "auditor"])
def test_tokens_and_files_are_the_administrators(seat, post):
    visitor = seat(post)
    for path in ("tokens", "tokens/new", "import/people", "people/new", "bodies/new"):
        assert visitor.open(f"{BASE}/{path}").status_code == 403


def test_the_table_of_rights_is_that_of_the_records(admin):
    page = admin.open(f"{BASE}/rights").text
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', page, re.S)
    assert len(rows) == len(RIGHTS)
    for (key, extents), row in zip(RIGHTS.items(), rows, strict=True):
        assert f'quiet">{key}<' in row
        assert row.count("本科室") + row.count("本机关") == len(extents)


def test_every_right_and_post_has_its_words():
    words = catalogue("zh")
    assert [right for right in RIGHTS if f"rights.{right}" not in words] == []
    assert [post for post in POSTS if not {f"rights.name.{post}", f"rights.post.{post}"} <= set(words)] == []


def bring(admin, kind, text):
    return admin.fill(f"{BASE}/import/{kind}", file=SimpleUploadedFile("a.csv", text.encode()))


def test_a_file_is_shown_first_and_written_when_somebody_says_so(admin, district):
    looked = bring(admin, "people", PEOPLE)
    assert "没有错误" in looked.text
    assert not Person.objects.filter(username="sp-heyi").exists()
    packed = PACKED.search(looked.text)[1]
    page = f"{BASE}/import/people"
    assert admin.send(f"{page}/write", on=page, packed=packed).status_code == 303
    assert Person.objects.get(username="sp-heyi").must_change_password
    sheet = admin.fill(f"{BASE}/bodies/{district.bureau}/passwords")
    assert re.search(r'<code class="told-once">\w{16}</code>', sheet.text)


def test_a_wrong_row_is_told_and_nothing_can_be_written(admin):
    looked = bring(admin, "people", PEOPLE + "王某,wang,没有的局,承办人\n")
    assert "没有名为“没有的局”的机关" in looked.text
    assert not PACKED.search(looked.text)


@pytest.mark.parametrize("text", ["", "姓名,生日\n甲,1\n", "\0\0\0"])
def test_a_file_that_is_none_is_refused_in_the_form(admin, text):
    answer = bring(admin, "bodies", text)
    assert answer.status_code == 422
    assert "problems-title" in answer.text


def test_rows_that_somebody_changed_on_the_way_are_not_written(admin):
    page, before = f"{BASE}/import/bodies", Body.objects.count()
    assert admin.send(f"{page}/write", on=page, packed="made:up:rows").status_code == 303
    assert Body.objects.count() == before


@pytest.mark.parametrize("path", ["/tokens", "/rights", "/import/people"])
def test_a_page_asks_little(admin, path):
    assert queries_of(admin, BASE + path) <= 3


def test_a_token_tells_when_it_was_last_used_to_ten_minutes(admin, district):
    secret, at = SECRET.search(issue(admin, district).text)[1], datetime.now(UTC)
    assert "未使用过" in admin.open(f"{BASE}/tokens").text
    for minutes, seen in ((0, 0), (9, 0), (11, 11)):
        by_token(secret, at=at + timedelta(minutes=minutes))
        assert Token.objects.get().used_at == at + timedelta(minutes=seen)
    assert "未使用过" not in admin.open(f"{BASE}/tokens").text

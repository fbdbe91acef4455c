"""Pages as they are answered: headers, languages, large type, shipped files, and what is said of a fault."""

import base64
import gzip
import os
import re
import subprocess
import sys

import pytest

from zhengwu.ui import shipped
from zhengwu.ui.looks import local

PAGES = ("/", "/desk/sign-in", "/parts", "/nothing")


@pytest.mark.parametrize("path", PAGES)
def test_it_works(visitor, path):
    page = visitor.open(path)
    policy = dict(part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in page.headers["Cache-Control"]
    assert '<html lang="zh-Hans"' in page.text
    assert len(re.findall("<h1[ >]", page.text)) == 1


@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_english(visitor, path):
    page = visitor.open(path, **{"accept-language": "fr, en-GB;q=0.9, zh;q=0.5"})
    assert '<html lang="en"' in page.text
    assert not re.findall("<h1>[^<]*[\u4e00-\u9fff]", page.text)


def test_language_and_type_are_remembered(visitor):
    answer = visitor.get("/look?language=en&back=/parts?sort=-pages")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/parts?sort=-pages")
    visitor.get("/look?type=large&back=/")
    page = visitor.open("/")
    assert '<html lang="en" class="large">' in page.text
    visitor.get("/look?type=plain&back=/")
    assert 'class="large"' not in visitor.open("/").text


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example/", "/\\evil.example", "evil", "/\n/evil", "", "javascript:x"]
)
def test_it_refuses_to_send_anybody_elsewhere(visitor, path):
    assert local(path) == "/"
    assert visitor.get("/look", {"language": "en", "back": path}).headers["Location"] == "/"


def test_what_is_typed_into_an_address_is_escaped(visitor):
    text = visitor.open('/parts?sort="><script>alert(1)</script>').text
    assert "<script>alert" not in text
    assert "&lt;b&gt;农贸市场&lt;/b&gt;" in text


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/desk/nothing", 404), ("/%00", 400), ("/?q=%00", 400)]
)
def test_a_fault_has_a_page_with_advice_and_an_id(visitor, path, status):
    page = visitor.open(path)
    assert page.status_code == status
    assert re.search(r"编号：[0-9a-f]{16}", page.text)
    assert "Traceback" not in page.text


def test_a_fault_of_ours_says_so(visitor, monkeypatch):
    from zhengwu.records.reports import told

    def broken():
        raise RuntimeError("a secret")

    monkeypatch.setattr(told, "newest_year", broken)
    page = visitor.open("/")
    assert page.status_code == 500
    assert "系统出了问题" in page.text
    assert "a secret" not in page.text


def test_another_method_is_told_so(visitor):
    answer = visitor.put("/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_the_api_answers_as_before(visitor):
    assert visitor.get("/api/nothing").headers["Content-Type"] == "application/json"


def test_shipped_files_are_kept_for_ever(visitor):
    sheet = re.search(r'href="(/static/zhengwu\.[0-9a-f]{10}\.css)"', visitor.open("/").text)[1]
    plain, packed = visitor.get(sheet), visitor.get(sheet, headers={"accept-encoding": "gzip"})
    assert plain.headers["Cache-Control"] == packed.headers["Cache-Control"] == shipped.FOR_EVER
    assert gzip.decompress(packed.content) == plain.content
    assert visitor.get("/static/zhengwu.0000000000.css").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_all_it_fetches_is_light(visitor, path):
    page = visitor.open(path)
    fetched = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text))
    weight = len(page.content) + sum(len(visitor.get(one).content) for one in fetched)
    assert 3 <= len(fetched) <= 4
    assert weight < (220_000 if path == "/parts" else 150_000), weight  # unpacked; /parts is no page of the house


ASKED = "import django; django.setup(); from django.urls import resolve; resolve('/desk/'); resolve('/parts')"


def test_parts_are_not_shown_in_production(tmp_path):
    from django.conf import settings

    keys = {name: base64.b64encode(seal).decode() for name, seal in settings.SEAL_KEYS.items()}
    sealed = ",".join(f"{name}:{key}" for name, key in keys.items())
    asked = {"ZHENGWU_MODE": "production", "ZHENGWU_HOME": str(tmp_path), "ZHENGWU_SEAL_KEY": sealed}
    asked |= {"ZHENGWU_SECRET_KEY": settings.SECRET_KEY, "DJANGO_SETTINGS_MODULE": "zhengwu.settings"}
    told = subprocess.run([sys.executable, "-c", ASKED], env=os.environ | asked, capture_output=True, text=True)
    assert "Resolver404" in told.stderr, told.stderr
    assert "'parts'" in told.stderr.splitlines()[-1]

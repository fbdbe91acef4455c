"""The guided paths: shown where a demonstration left them, and nowhere else."""

import json

import pytest
from django.conf import settings

from tests.ui.conftest import Visitor


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of its own."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path


def path(**more):
    step = {"zh": "打开收件箱", "en": "Open the inbox", "href": "/desk/"}
    told = {
        "key": "clerk",
        "zh": "登记员",
        "en": "The clerk",
        "about_zh": "窗口",
        "about_en": "Counter",
        "steps": [step],
    }
    return told | more


def test_it_works(db, home):
    visitor = Visitor()
    (home / "guided.json").write_text(json.dumps([path(login="sp-clerk", name="姜某", body="审批局")]), "utf-8")
    page = visitor.open("/tour")
    assert page.status_code == 200
    assert '<a href="/desk/">打开收件箱</a>' in page.text
    assert "sp-clerk" in page.text
    assert "Open the inbox" in visitor.open("/tour", **{"accept-language": "en"}).text


def test_it_refuses_where_there_is_no_demonstration(db, home):
    assert Visitor().open("/tour").status_code == 404

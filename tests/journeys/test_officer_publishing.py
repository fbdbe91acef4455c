"""A document from the desk to the public in a real browser, each by the biggest button."""

import re

import pytest

from tests.journeys import chromium
from tests.records.publications import office
from tests.workbench.conftest import AT, TODAY
from zhengwu.records.publications.models import Publication

SEND = "main .send button.btn-primary"
FIRST = ".beside .btn-lg"
STORY = (
    ("attributed", "clerk", {"attribute": "proactive"}),
    ("reviewed", "head", {"verdict": "passed"}),
    ("approved", "leader", {}),
    ("published", "clerk", {}),
    ("amended", "clerk", {"reason": "电话变更"}),
)
SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_document_goes_public_by_the_biggest_buttons(walk, cast, script):
    page = walk("/desk/publications", person=cast["clerk"], script=script)
    page.click("text=登记拟公开信息")
    page.fill("[name=title]", "停水通知")
    page.select_option("[name=kind]", "notice")
    page.fill("[name=text]", "因管网检修，明日八时起停水。")
    page.click(SEND)
    page.click(".deeds .btn-primary")
    case = re.search(r"/desk/cases/\d+", page.url).group()
    for who, fill in (("clerk", "proactive"), ("reviewer", "passed"), ("leader", ""), ("clerk", "")):
        page = walk(case, person=cast[who], script=script)
        page.click(FIRST)
        if fill:
            page.check(f"[value={fill}]")
        page.click(SEND)
        page.wait_for_selector(".notice-done")
        assert page.faults == []
    page.click("text=公众看到的页面")
    assert "明日八时起停水" in page.inner_text("main")
    assert Publication.objects.get().status == "public"


@pytest.fixture
def documents(actors, district):
    """One in preparation, one public that is being changed: the addresses of their pages."""
    draft = office.registered(actors, district.bureau, kind="normative_document")
    changed = office.registered(actors, district.bureau, title="办事指南")
    for key, post, says in STORY:
        office.step(changed, key, actors[post], on=TODAY, at=AT, **says)
    return [f"/desk/publications/{one.publication_id}" for one in (draft, changed)]


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_fit_for_everybody(walk, cast, documents, size):
    draft, changed = documents
    page = walk("/desk/publications", SIZES[size], person=cast["head"])
    for path in ("/desk/publications?tab=late&more=1", "/desk/publications?tab=public", "/desk/publications/new", draft,
                 f"{draft}/edit", f"{draft}/files/new", changed, f"{changed}/preview", f"{changed}/places/new",
                 "/desk/publications/ledger"):  # fmt: skip
        page.goto(path)
        assert chromium.violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert page.faults == []

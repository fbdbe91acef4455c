"""A bundle from the questions to one delivery: by a citizen on a phone and at a desk, and at the counter by keys."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.journeys import chromium
from tests.journeys.test_every_page import sound
from tests.records.bundles.conftest import HOLDER, MONDAY, _record, bundle, items, office, step  # noqa: F401 - fixtures
from zhengwu.records.bundles import acting, applying, matters, offering
from zhengwu.records.bundles.applying import Applying
from zhengwu.records.bundles.models import Matter
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.people.actors import PUBLIC
from zhengwu.statute.bundles import Bundle, Node, Part

SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}
PICTURES = os.environ.get("BUNDLE_PICTURES", "")  # a folder for pictures of every screen
FIRM = {"name": "青禾小馆", "code": "91110000600037341L", "phone": "13800000000"}
FILES = ("register__lease", "food__plan", "sign__drawing")


@pytest.fixture
def look(house, request):
    """A function that judges a page, and takes its picture where pictures are wanted."""
    count = iter(range(100))

    def looked(page):
        if PICTURES:
            size = page.viewport_size["width"]
            Path(PICTURES).mkdir(exist_ok=True)
            page.screenshot(path=f"{PICTURES}/{request.node.name[:24]}-{size}-{next(count):02}.png", full_page=True)
        sound(page, house)

    return looked


def _on(page, look):
    look(page)
    with page.expect_navigation():
        page.click("main form .btn-primary")


def _applied(page, look):
    """From the questions to the receipt."""
    for question, answer in (("sign", "是"), ("large", "否")):
        page.check(f"input[name=q-{question}] >> nth={0 if answer == '是' else 1}")
    page.click("form.situation button")
    page.check("input[name=q-food__fresh] >> nth=1")
    page.click("form.situation button")
    assert "最长的一路" in page.inner_text("#plan")
    look(page)
    page.click("form[method=post] .btn-primary")
    page.check("input[value=enterprise]")
    for name, said in {**FIRM, "agent": "林晓禾"}.items():
        page.fill(f"#f-{name}", said)
    _on(page, look)
    page.fill("#f-shared__site_area", "120")
    _on(page, look)
    page.fill("#f-food__cook", "3")
    _on(page, look)
    for key in FILES:
        page.set_input_files(f"#f-file-{key}", {"name": f"{key}.txt", "mimeType": "text/plain", "buffer": key.encode()})
    _on(page, look)
    page.check("#f-declared")
    _on(page, look)
    page.wait_for_url("**/receipt")
    look(page)


def _carried(office, step):  # noqa: F811
    """Every part is granted as it begins, and all is delivered by the two bodies."""
    matter_id = Matter.objects.get().pk
    at = datetime.now(UTC)
    while running := [one for one in matters.matter(matter_id, by=PUBLIC).parts if one.part is Part.RUNNING]:
        for one in running:
            step(one, "accepted", "clerk", at=at)
            step(one, "decided", at=at, outcome="granted")
    for cast in office.values():
        acting.deliver(matter_id, "counter", by=cast["clerk"], at=at)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_a_citizen_applies_once_and_follows_one_page(walk, look, bundle, office, step, size, tmp_path, settings):  # noqa: F811
    settings.HOME = tmp_path
    page = walk("/bundles", size=SIZES[size])
    look(page)
    page.click("main a:has-text('我要开店')")
    _applied(page, look)
    number, secret = page.inner_text("#number"), page.inner_text("#secret")
    _carried(office, step)
    page.goto("/track")
    page.fill("#f-number", number)
    page.fill("#f-secret", secret)
    page.click("main form button")
    page.wait_for_url("**/bundles/follow/**")
    assert "全部办结" in page.inner_text("main")
    look(page)


def _answered(page):
    """Every question by keys, those too that come up on the way."""
    for question, at in (("sign", 0), ("large", 1), ("food__fresh", 1)):
        field = page.locator(f"input[name=q-{question}]")
        if field.count() == 0:
            with page.expect_navigation():
                page.keyboard.press("Control+Enter")
            page.faults.clear()  # the further question is told by a refusal (422)
        field.nth(at).check()


@pytest.mark.slow
def test_the_counter_takes_it_in_by_keys(walk, look, bundle, cast, tmp_path, settings):  # noqa: F811
    settings.HOME = tmp_path
    page = walk("/desk/intake", person=cast["clerk"])
    page.keyboard.type("开店")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.type(FIRM["code"])
    page.keyboard.press("Tab")
    page.keyboard.type(FIRM["name"])
    _answered(page)
    look(page)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.keyboard.press("Space")
    page.fill("[name=f-shared__site_area]", "120")
    page.fill("[name=f-food__cook]", "3")
    look(page)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert "一件事申请回执" in page.inner_text("main")
    look(page)
    page.goto(f"/desk/bundles/matters/{Matter.objects.get().pk}")
    look(page)


@pytest.fixture
def eight(district, office, step):  # noqa: F811
    """A matter of eight parts, most of them late, at several stages; its id."""
    middle = tuple(f"n{at}" for at in range(1, 7))
    nodes = (Node("n0", "立项"), *(Node(key, f"许可{key[1]}", after=("n0",)) for key in middle),
             Node("n7", "联合验收", after=middle))  # fmt: skip
    loaded = [Loaded(district.bureau, _record(one.name, 5), date(2024, 1, 1)) for one in nodes]
    parts = dict(zip((one.key for one in nodes), load(loaded, by="test", at=MONDAY), strict=True))
    whole = Bundle("project", "工程建设项目", nodes)
    made = offering.draft(district.bureau, whole, parts, by=office[district.bureau]["head"], at=MONDAY)
    offering.publish(made, by=office[district.bureau]["leader"], at=MONDAY)
    clerk = office[district.bureau]["clerk"]
    done = applying.apply(made, Applying(holder=HOLDER, channel="counter"), by=clerk, at=MONDAY)
    steps = {"n0": "decided", "n1": "decided", "n2": "correction_requested", "n3": "accepted", "n4": "accepted"}
    for node, until in steps.items():
        one = next(each for each in matters.matter(done.matter_id, by=PUBLIC).parts if each.node == node)
        if until != "correction_requested":
            step(one, "accepted", "clerk")
        if until == "decided":
            step(one, "decided", outcome="granted")
        if until == "correction_requested":
            step(one, until, "clerk", what="请补交图纸")
    return done.matter_id


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_the_leading_body_sees_eight_parts_at_several_stages(walk, look, eight, cast, size):
    page = walk(f"/desk/bundles/matters/{eight}", size=SIZES[size], person=cast["clerk"])
    assert page.locator(".layers ul > li").count() == 8
    assert page.locator("section[aria-labelledby=holding] li").count() == 5
    look(page)
    page.click("section[aria-labelledby=holding] li >> nth=0 >> button")
    assert "催办一件事的环节" in page.inner_text("main")

"""A district changes a bundle without code: out as a file, changed, in again; every fault with its line."""

import pytest

from tests.records.bundles.conftest import BUNDLE, MONDAY
from zhengwu.records.bundles import files, offering, offers
from zhengwu.statute.bundles import shipped

TOML = """key = "open_place"
name = "开店"
until = "2026-12-31"

[[questions]]
key = "sign"
text = "要店招吗？"
choices = [{ key = "yes", text = "要" }, { key = "no", text = "不要" }]

[[nodes]]
key = "register"
name = "登记"

[[nodes]]
key = "sign"
name = "店招"
after = ["register"]
when = [{ field = "sign", values = ["yes"] }]
"""


@pytest.mark.parametrize("kind", [files.as_toml, files.as_json])
def test_what_goes_out_comes_in_again(bundle, kind):
    offered = offers.version(bundle)
    found = files.brought(kind(offered))
    assert not found.faults
    assert found.bundle == offered.content == BUNDLE
    assert found.parts == offered.items


def test_what_is_shipped_can_be_taken_over(db):
    for one in shipped().values():
        assert files.brought(files.toml(one, {})).bundle == one


def test_an_item_is_added_and_one_taken_out(bundle, items, actors, district):
    text = files.as_toml(offers.version(bundle)).decode()
    text = text.replace('name = "我要开店"', 'name = "我要开小店"')
    text += "\n"  # the part of the fire inspection goes, one for the sewer comes
    begin = text.index('[[nodes]]\nkey = "fire"')
    after = text.index("[[nodes]]", begin + 1)
    text = text[:begin] + '[[nodes]]\nkey = "sewer"\nname = "排水许可"\nafter = ["register"]\n\n' + text[after:]
    text = text.replace('after = ["food", "sign", "fire"]', 'after = ["food", "sign", "sewer"]')
    wrong = files.brought(text)
    assert [one.said.zh for one in wrong.faults] == []
    made = offering.draft(district.bureau, wrong.bundle, wrong.parts, by=actors["head"], at=MONDAY)
    offering.publish(made, by=actors["leader"], at=MONDAY)
    now = offers.of_key("open_place", MONDAY.date())
    assert [(one.number, one.content.name) for one in now] == [(2, "我要开小店")]
    assert [one.key for one in now[0].content.nodes] == ["register", "food", "sign", "sewer", "opening"]


@pytest.mark.parametrize(
    ("was", "becomes", "line", "says"),
    [
        ('name = "登记"', "name = 登记", 12, "TOML"),
        ('name = "登记"', 'nme = "登记"', 12, "没有这个要素名"),
        ('after = ["register"]', 'after = ["moon"]', 15, "moon"),
        ('name = "登记"', 'name = "登记"\nafter = ["sign"]', 0, "互相等待"),
        ('values = ["yes"]', 'values = ["maybe"]', 15, "选项"),
        ('until = "2026-12-31"', 'until = "31.12.2026"', 0, "日期"),
        ('until = "2026-12-31"', 'since = "2027-01-01"\nuntil = "2026-12-31"', 0, "早于"),
        ('when = [{ field = "sign", values = ["yes"] }]', 'days = "five"', 18, "整数"),
    ],
)
def test_each_fault_is_told_with_its_line(db, was, becomes, line, says):
    assert was in TOML
    found = files.brought(TOML.replace(was, becomes, 1))
    assert found.bundle is None
    assert line in {one.line for one in found.faults}, found.faults
    assert any(says in one.said.zh for one in found.faults), found.faults


def test_a_fault_in_json_has_its_line_too(bundle):
    text = files.as_json(offers.version(bundle)).decode().replace('"name": "户外广告设置"', '"nme": "户外广告设置"')
    lines = text.splitlines()
    (at,) = {one.line for one in files.brought(text).faults if "nme" in one.said.zh}
    assert '"nme"' in lines[at - 1]


def test_an_item_that_there_is_not_is_told(bundle):
    text = files.as_toml(offers.version(bundle)).decode() + 'fire = "GHOST-1"\nmoon = "GHOST-2"\n'
    found = files.brought(text)
    assert [one.line for one in found.faults] == [len(text.splitlines()) - 1, len(text.splitlines())]


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"{", b"\xff\xfe\x00", b"[" * 5000, b"x" * 300_000, b'items = 3\nkey = "a"']
)
def test_what_is_no_bundle_is_refused_and_never_breaks(db, content):
    found = files.brought(content)
    assert found.bundle is None
    assert found.faults

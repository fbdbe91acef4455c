"""Items brought as a file: looked at first, then written as drafts; wrong rows stay out; nothing goes unseen."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from zhengwu.records.items.models import ItemVersion

SEEN = re.compile(r'name="seen" value="([0-9a-f]{32})"')


def bring(head, content, name="items.csv"):
    return head.fill("/desk/items/import", file=SimpleUploadedFile(name, content))


def test_it_works(seat, published):
    head = seat("head")
    sheet = head.get("/desk/items/import/sheet/csv").content
    same = bring(head, sheet)
    assert same.status_code == 200, same.text
    assert SEEN.search(same.text) is None, "nothing has changed"
    changed = sheet.decode("utf-8").replace("有固定的经营场所。", "有固定的经营场所和设备。").encode()
    looked = bring(head, changed)
    assert "有固定的经营场所和设备。" in looked.text
    assert not ItemVersion.objects.filter(status="draft").exists()
    seen = SEEN.search(looked.text)[1]
    token = head.the_token()
    written = head.post("/desk/items/import/write", {"csrf": token, "key": "k", "seen": seen})
    assert written.status_code == 303
    assert ItemVersion.objects.get(status="draft").content["conditions"] == ["有固定的经营场所和设备。"]


def test_it_refuses_no_file_and_one_that_is_none(seat, published):
    head = seat("head")
    assert head.fill("/desk/items/import").status_code in (404, 422)
    refused = bring(head, b"\x89PNG\r\n\x1a\n")
    assert refused.status_code in (409, 422), refused.status_code
    assert not ItemVersion.objects.filter(status="draft").exists()


def test_what_changed_since_it_was_seen_is_shown_once_more(seat, published):
    head = seat("head")
    sheet = head.get("/desk/items/import/sheet/csv").content.decode("utf-8")
    bring(head, sheet.replace("有固定的经营场所。", "有固定的经营场所和设备。").encode())
    token = head.the_token()
    again = head.post("/desk/items/import/write", {"csrf": token, "key": "k", "seen": "0" * 32})
    assert again.status_code == 409
    assert not ItemVersion.objects.filter(status="draft").exists()


LINES = (
    "基本编码,事项名称,行使层级,设定依据\n440117002011,小餐饮店许可,市级,食品安全法\n440117003000,公共场所卫生许可,,\n"
)


def put(boss, content, **typed):
    """Brings a base catalogue and confirms it; gives what was shown, and the answer."""
    looked = boss.fill("/desk/items/base/import", file=SimpleUploadedFile("base", content), **typed)
    seen = {"seen": SEEN.search(looked.text)[1], **typed}
    return looked.text, boss.post("/desk/items/base/import/write", {"csrf": boss.the_token(), "key": str(seen), **seen})


def test_the_base_catalogue_is_brought_and_shown(seat, published):
    boss = seat("supervisor")
    assert "还没有基本目录" in boss.open("/desk/items/base").text
    shown, done = put(boss, (LINES + "4401,短,,\n").encode())
    assert "第5位" in shown or "有误" in shown
    assert done.status_code == 303
    listed = boss.open("/desk/items/base?q=4401").text
    assert "小餐饮店许可" in listed
    assert "公共场所卫生许可" in listed
    assert "公共场所卫生许可" not in boss.open("/desk/items/base?q=餐饮").text
    one = seat("clerk").open("/desk/items/base/440117002011").text
    assert "名称不是“小餐饮店许可”" in one
    assert f"/desk/items/{published}" in one
    for kind in ("csv", "xlsx", "json"):
        sheet = boss.get(f"/desk/items/base?format={kind}").content
        same = boss.fill("/desk/items/base/import", file=SimpleUploadedFile("base", sheet)).text
        assert SEEN.search(same) is None, f"{kind}: nothing has changed"


def test_lines_that_a_whole_catalogue_does_not_name_end(seat, district):
    boss = seat("supervisor")
    put(boss, LINES.encode())
    shown, done = put(boss, "\n".join(LINES.splitlines()[:2]).encode(), whole="1")
    assert "将终止 1 条" in shown
    assert done.status_code == 303
    assert "公共场所卫生许可" not in boss.open("/desk/items/base").text
    assert "终止日期" in boss.open("/desk/items/base/440117003000").text
    assert seat("head").open("/desk/items/base/import").status_code == 403

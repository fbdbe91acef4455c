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

"""A clerk brings results by the file and a head releases them; in a real browser, with script and without."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from tests.journeys import chromium
from tests.journeys.test_every_page import sound
from tests.records.publications.importing.files import licence, put, sheet
from zhengwu.records.publications.importing import desk

BASE = "/desk/imports"


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_results_are_brought_and_released_by_another(walk, house, cast, tmp_path, monkeypatch, script):
    monkeypatch.setattr(settings, "HOME", tmp_path)
    path = put(tmp_path, sheet([licence(1), licence(2, 发布日期="不详")]))
    page = walk(f"{BASE}/new", person=cast["clerk"], script=script, size=chromium.PHONE)
    page.set_input_files("[type=file]", path)
    page.click("main .send button")
    page.click("form[action$='/hand-over'] button")
    assert "等待另一位负责人放行" in page.inner_text("main")
    other = walk(page.url, person=cast["head"], script=script)
    other.click("main .tools-line a.btn-primary")
    other.click("main .send button")
    assert "导入中" in other.inner_text("main")
    desk.work(at=datetime.now(UTC), enough=lambda: False)
    other.goto(page.url)
    assert "已完成" in other.inner_text("main")
    assert "不是日期" in other.inner_text("main")
    if script:
        sound(other, house)

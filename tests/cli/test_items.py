"""`zhengwu items` and `zhengwu import items`: what scripts rely on."""

import json

from tests.cli.operating import zhengwu
from tests.statute.catalogue.samples import FOOD
from zhengwu.statute.catalogue.written import as_json

BODY = ("--body", "审批局")


def test_items_go_in_are_checked_and_come_out_again(bureau, tmp_path):
    first, table = tmp_path / "items.json", tmp_path / "items.xlsx"
    first.write_text(json.dumps([{"code": "A-1", "record": as_json(FOOD)}]), encoding="utf-8")
    done = zhengwu(bureau, "import", "items", first, *BODY, "--publish")
    assert done.returncode == 0, done.stderr
    assert "新增 1" in done.stdout
    assert "已发布 1 项" in done.stdout
    assert zhengwu(bureau, "items", "export", table, *BODY).returncode == 0
    again = zhengwu(bureau, "import", "items", table, *BODY, "--lang", "en")
    assert (again.returncode, "1 the same" in again.stdout) == (0, True)
    assert "准确度 100.00%（1/1）" in zhengwu(bureau, "items", "check", *BODY).stdout
    assert "即办件比率  0.00%  0 / 1" in zhengwu(bureau, "items", "figures", *BODY).stdout


def test_rows_that_are_wrong_end_with_one(bureau, tmp_path):
    table = tmp_path / "items.csv"
    table.write_text("事项编码,事项名称,事项类型\nA-1,甲,行政许可\nA-2,乙,魔法\n", encoding="utf-8")
    done = zhengwu(bureau, "import", "items", table, *BODY, "--dry-run")
    assert done.returncode == 1
    assert "新增 1，变更 0，未变 0，有误 1" in done.stdout
    assert "第3行“事项类型”" in done.stderr


def test_it_refuses_a_body_that_is_not_there(bureau, tmp_path):
    done = zhengwu(bureau, "items", "check", "--body", "没有这个局")
    assert (done.returncode, "没有" in done.stderr) == (64, True)


def test_the_base_catalogue_is_shown_then_written(bureau, tmp_path):
    table = tmp_path / "base.csv"
    table.write_text("基本编码,事项名称\n440117002000,食品经营许可\n4401,短\n", encoding="utf-8")
    tried = zhengwu(bureau, "import", "items", table, "--base", "--dry-run")
    assert (tried.returncode, "新增 1，变更 0，未变 0，有误 1" in tried.stdout) == (1, True)
    assert "第3行“基本编码”" in tried.stderr
    done = zhengwu(bureau, "import", "items", table, "--base")
    assert (done.returncode, "已写入：新增 1" in done.stdout) == (1, True)
    assert zhengwu(bureau, "import", "items", table).returncode == 64
    assert zhengwu(bureau, "import", "items", table, "--base", *BODY).returncode == 64

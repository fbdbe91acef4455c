"""The guides are run: every command in a block marked `sh`, in the order of the page, in a home of its own."""

import re
import shlex

import pytest

from tests.cli.operating import zhengwu
from tests.house.tree import ROOT


def commands(page):
    text = (ROOT / "docs" / "guides" / page).read_text()
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines() if line]


def test_installing_leads_to_an_installation(tmp_path):
    home, run = tmp_path / "home", commands("install.md")
    assert [line[1] for line in run] == ["keys", "migrate", "found"]
    for line in run:
        done = zhengwu(home, *line[1:])
        assert done.returncode == 0, done.stderr
    assert zhengwu(home, "verify").returncode == 0


@pytest.mark.slow
def test_operating_works_as_it_says(home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = commands("operate.md")
    assert {line[1] for line in run} == {"tick", "backup", "restore", "verify", "export", "reindex"}
    for line in run:
        done = zhengwu(home, *line[1:])
        assert done.returncode == 0, (line, done.stderr)


def test_every_code_in_the_table_is_a_code_of_the_shell():
    from zhengwu.cli import exits
    from zhengwu.cli.operate.guarding import CONFIG, STATUS

    told = set(map(int, re.findall(r"^\| (\d+) \|", (ROOT / "docs/guides/operate.md").read_text(), re.MULTILINE)))
    assert {*STATUS.values(), CONFIG, exits.CLEAN, exits.FINDINGS, exits.FAULT} == told

"""What is printed fits the terminal, and is coloured only on one."""

import os
import pty
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from tests.cli.conftest import put, report
from zhengwu.cli.screen import fold

COMMANDS = (
    ["read", "{sound}"],
    ["read", "{sound}", "--all", "--lang", "en"],
    ["check", "{faulty}"],
    ["check", "{faulty}", "--lang", "en"],
    ["compare", "{sound}", "{faulty}"],
    ["aggregate", "{sound}", "{faulty}", "--agency", "青禾区人民政府", "--year", "2023"],
    ["formats", "2021"],
    ["rules"],
)


@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:1]))
def test_no_line_is_wider_than_the_terminal(run, sound, faulty, monkeypatch, command, width):
    monkeypatch.setenv("COLUMNS", str(width))
    arguments = [part.format(sound=sound.name, faulty=faulty.name) for part in command]
    monkeypatch.chdir(sound.parent)
    output = run("report", *arguments).stdout
    assert output
    assert [line for line in output.splitlines() if cell_len(line) > width] == []
    assert "\x1b" not in output


def on_a_terminal(*arguments: str, **variables: str) -> str:
    """What the command prints to a terminal."""
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "zhengwu", *arguments]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **variables}
    with subprocess.Popen(command, stdout=child, stderr=child, stdin=child, env=environment) as process:
        os.close(child)
        output = b""
        while True:
            try:
                block = os.read(parent, 65536)
            except OSError:
                break
            if not block:
                break
            output += block
        process.wait()
    os.close(parent)
    return output.decode()


def test_a_terminal_gets_colour_unless_it_declines(faulty):
    assert "\x1b[" in on_a_terminal("report", "check", str(faulty))
    assert "\x1b[3" not in on_a_terminal("report", "check", str(faulty), NO_COLOR="1")


def test_many_files_show_progress_on_a_terminal(tmp_path):
    for number in range(20):
        put(tmp_path / f"{number}.html", report(agency=f"青禾区第{number}局"))
    assert "20/20" in on_a_terminal("report", "check", str(tmp_path))


@given(st.text("公开，。（）〔〕 ab1", max_size=80), st.integers(10, 40))
def test_folding_loses_nothing_and_keeps_the_width(text, width):
    lines = [line.plain for line in fold(Text(text), width)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(cell_len, lines), default=0) <= width


def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one():
    text = "表三没有找到，以下核对没有做：T3-COL（7处）、T3-SUM（7处）、T3-ROW（23处）；请核对〔原件〕。"
    for width in range(12, 60):
        lines = [line.plain for line in fold(Text(text), width)]
        assert not [line for line in lines if line[0] in "，。、；：）〕" or line[-1] in "（〔"]

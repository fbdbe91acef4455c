"""Everything that goes wrong ends in a sentence and a code, never in a stack trace."""

import subprocess
import sys

import pytest

from zhengwu.cli.app import zhengwu

BAD_FILES = {
    "empty.html": b"",
    "empty.docx": b"",
    "blank.txt": b" \n\n ",
    "letter.txt": "各单位：请于周五前报送材料。".encode(),
    "cut.docx": b"PK\x03\x04\x14\x00\x00\x00",
    "picture.pdf": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "noise.xlsx": bytes(range(256)) * 20,
    "list.json": b"[1, 2, 3]",
    "half.json": b'{"agency": "',
    "deep.json": b"[" * 100_000,
    "wrong.md": b"\xff\xfe\x00\xd8" * 50,
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_report_is_refused_in_a_sentence(run, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(BAD_FILES[name])
    result = run("report", "check", path)
    assert result.exit_code == 2
    assert f"未能读取 {path}：" in result.stderr
    assert "缺陷" not in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("none.html", "找不到这个文件"),
        ("*.nothing", "没有与此匹配的文件"),
        ("file:///etc/hosts", "只接受 http 和 https"),
        ("ftp://example.com/a.html", "只接受 http 和 https"),
        ("http://", "无法从该地址取得文件"),
        ("http://127.0.0.1:9/report.html", "无法从该地址取得文件"),
    ],
)
def test_an_input_that_is_not_there_is_told_and_gives_code_2(run, tmp_path, monkeypatch, argument, words):
    monkeypatch.chdir(tmp_path)
    result = run("report", "read", argument)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_folder_without_reports_is_told(run, tmp_path):
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    result = run("report", "check", tmp_path)
    assert result.exit_code == 2
    assert "没有可以读取的报告文件" in result.stderr


def test_the_wrong_suffix_does_not_matter(run, sound):
    wrong = sound.with_suffix(".pdf")
    wrong.write_bytes(sound.read_bytes())
    assert run("report", "check", wrong).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["report", "read"],
        ["report", "read", "a.html", "--nonsense"],
        ["report", "check", "a.html", "--fail-on", "sometimes"],
        ["report", "read", "a.html", "--json", "--csv", "-"],
        ["report", "formats", "1999"],
    ],
)
def test_wrong_usage_gives_64_so_that_nobody_takes_it_for_unreadable(run, arguments):
    assert run(*arguments).exit_code == 64


@pytest.mark.parametrize("flag", ["--csv", "--parquet"])
def test_an_output_that_cannot_be_written_gives_73(run, sound, flag):
    result = run("report", "read", sound, flag, sound / "no folder" / "cells")
    assert result.exit_code == 73
    assert "无法写入" in result.stderr


def test_a_defect_is_one_sentence_with_an_id(run, sound, monkeypatch):
    monkeypatch.setattr("zhengwu.cli.sources.expand", lambda inputs: 1 // 0)
    result = run("report", "read", sound)
    assert result.exit_code == 70
    assert "E-" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in run("--debug", "report", "read", sound).stderr


def test_troubles_speak_english_when_asked(run, tmp_path):
    assert "There is no such file" in run("report", "read", tmp_path / "none", "--lang", "en").stderr


def shell(command: str, **options) -> subprocess.CompletedProcess:
    python = f"{sys.executable} -m zhengwu"
    return subprocess.run(command.replace("zhengwu", python, 1), shell=True, capture_output=True, text=True, **options)


def test_a_reader_that_goes_away_ends_the_command_quietly(sound):
    command = f"zhengwu report read {sound} --json | true; echo ${{PIPESTATUS[0]}}"
    done = shell(command, executable="/bin/bash")
    assert done.stdout.strip() == "141"
    assert done.stderr == ""


def test_the_process_leaves_with_the_same_codes(sound, faulty, tmp_path):
    codes = [shell(f"zhengwu report check {path}").returncode for path in (sound, faulty, tmp_path / "none.html")]
    assert codes == [0, 1, 2]
    assert shell("zhengwu --nonsense").returncode == 64


def test_help_is_complete():
    for name, (_, line) in zhengwu.get_command(None, "report").lazy.items():
        command = zhengwu.get_command(None, "report").get_command(None, name)
        assert line
        assert command.help
        assert "zhengwu report " + name in command.help

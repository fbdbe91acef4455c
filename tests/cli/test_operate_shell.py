"""The operator's commands at a shell where things are not as they should be: a sentence and a code, never a trace."""

import subprocess
import sys
import time

import pytest

from tests.cli.operating import environment, zhengwu

COMMANDS = (("verify",), ("tick",), ("backup", "b.tar"), ("export", "out"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
def test_without_tables_it_says_what_to_run(tmp_path, command):
    done = zhengwu(tmp_path / "home", command[0], *(tmp_path / part for part in command[1:]))
    assert done.returncode == 73
    assert "--migrate" in done.stderr


@pytest.mark.parametrize("command", [*COMMANDS, ("migrate",), ("restore", "b.tar")], ids=lambda one: one[0])
def test_production_without_secrets_does_not_begin(tmp_path, command):
    done = zhengwu(tmp_path / "home", *command, ZHENGWU_MODE="production")
    assert done.returncode == 78
    assert "zhengwu keys" in done.stderr


def test_a_home_that_cannot_be_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    done = zhengwu(tmp_path / "file" / "home", "verify")
    assert done.returncode == 78
    assert str(tmp_path / "file" / "home") in done.stderr


def test_a_database_that_does_not_answer_is_told(tmp_path):
    done = zhengwu(tmp_path, "verify", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 73
    assert "DATABASE_URL" in done.stderr


def test_tables_are_made_once(tmp_path):
    assert zhengwu(tmp_path, "migrate", "--check").returncode == 1
    assert zhengwu(tmp_path, "migrate").returncode == 0
    assert zhengwu(tmp_path, "migrate", "--check").returncode == 0
    assert zhengwu(tmp_path, "verify").returncode == 0


def test_regular_rounds_stop_when_told(home):
    command = [sys.executable, "-m", "zhengwu", "tick", "--every", "600"]
    with subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True) as timers:
        assert "·" in timers.stdout.readline()
        timers.terminate()
        assert timers.wait(timeout=10) == 0


def test_help_answers_at_once_and_loads_no_framework(tmp_path):
    begun = time.monotonic()
    done = zhengwu(tmp_path, "--help")
    assert "backup" in done.stdout
    assert time.monotonic() - begun < 2  # 0.15 s on a quiet machine
    load = "from zhengwu.cli.app import zhengwu; zhengwu.main(['--help'], standalone_mode=False)"
    script = f"import sys; {load}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0

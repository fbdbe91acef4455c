"""An installation for the tests of the operator's commands: its tables and a few open cases, in a folder of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.tables import laid

ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import django
django.setup()
from datetime import UTC, datetime
from examples.district.build import build
build(datetime.now(UTC), "qinghe-test-7431", short=True)
from zhengwu.records.documents import store
store.keep(b"%PDF-1.4 released" + b" " * 400, "a.pdf", at=datetime.now(UTC))
"""


def environment(home, **more):
    """Variables of a demonstration in this home, and nothing of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZHENGWU", "DATABASE", "DJANGO"))}
    return {
        **kept,
        "ZHENGWU_MODE": "demo",
        "ZHENGWU_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "zhengwu.settings",
        **more,
    }


def script(home, text, **more):
    """Runs Python beside the installation; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", text], env=environment(home, **more), cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def zhengwu(home, *args, **more):
    """Runs the command; whatever happens, nobody sees a stack trace."""
    command = [sys.executable, "-m", "zhengwu", *map(str, args)]
    done = subprocess.run(command, env=environment(home, **more), capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def found(home):
    """Founds an installation of one body, which has no case."""
    facts = ("--body", "青禾区行政审批局", "--short", "审批局", "--prefix", "QHSP", "--kind", "department")
    done = zhengwu(laid(home), "found", *facts, "--username", "root", "--name", "管理员")
    assert done.returncode == 0, done.stderr


def copied(home, to):
    """The installation again, in another folder, with its secrets."""
    shutil.copytree(home, to)
    return to

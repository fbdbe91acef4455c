"""Writers killed in the middle of their work, on the database that the tests run on."""

import base64
import json
import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest

from tests.house.tree import ROOT

KILLS = 24
SERVER = os.environ.get("ZHENGWU_TEST_DATABASE", "")


@contextmanager
def database_of_its_own():
    """The address of an empty database: nothing for SQLite in the home, else a fresh one on the tests' PostgreSQL."""
    if not SERVER:
        yield ""
        return
    server, name = SERVER.rpartition("/")[0], f"crash_{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server}/{name}"
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def production(home, url):
    """The environment of an installation in that home, with secrets of its own."""
    seal = base64.b64encode(secrets.token_bytes(32)).decode()
    return os.environ | {
        "ZHENGWU_MODE": "production",
        "ZHENGWU_HOME": str(home),
        "ZHENGWU_SECRET_KEY": secrets.token_urlsafe(48),
        "ZHENGWU_SEAL_KEY": f"k1:{seal}",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "zhengwu.settings",
        "ZHENGWU_WEBHOOK": "http://127.0.0.1:9/",  # nothing is sent, but what would be is put down
    }


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_is_half_written(tmp_path):
    seed = secrets.randbelow(10**6)
    command = [sys.executable, "-m", "tests.records.crash.rounds", "--kills", str(KILLS), "--seed", str(seed)]
    with database_of_its_own() as url:
        ended = subprocess.run(command, cwd=ROOT, env=production(tmp_path, url), capture_output=True, timeout=300)
    assert ended.returncode == 0, ended.stderr.decode()
    told = json.loads(ended.stdout)
    assert told["wrong"] == [], f"seed {seed}"
    assert told["kills"] == KILLS
    assert told["events"] >= told["told"] > KILLS

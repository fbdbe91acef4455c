"""Backup and restore: nothing lost while others write, nothing replaced unproved, nothing half-done."""

import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing

import pytest

from tests.cli.operating import ROOT, copied, environment, script, zhengwu
from tests.once import once

WRITE = """
import sys, django
django.setup()
from datetime import UTC, datetime
from django.db import connection
from zhengwu.records.cases.actions import open_case
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import CLOCKWORK, PUBLIC
from zhengwu.statute.procedures import Event
print("writing", flush=True)
number = 0
while True:
    number += 1
    at = datetime.now(UTC)
    event = Event("submitted", day_of(at), says={"channel": "online", "items": [f"第{number}件"]})
    opening = Opening(applicant=Applicant("申请人甲", phone="000-00000000"))
    open_case("information_request", 2, [event], opening, by=PUBLIC, at=at)
"""


BRING = """
import django
django.setup()
from datetime import UTC, datetime
from tests.records.publications.importing.files import licence, sheet
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.organs.models import Body
from zhengwu.records.publications.importing import desk
from zhengwu.records.publications.importing.model import Options
from zhengwu.records.publications.models import Import
rows = [licence(at, 许可机关=Body.objects.first().name) for at in range(3)]
run = desk.take_in([sheet(rows)], "results.csv", Options(), by=CLOCKWORK, at=datetime.now(UTC))
Import.objects.filter(pk=run).update(state="running", released_at=datetime.now(UTC), released_by="负责人")
"""


def cases(home):
    with closing(sqlite3.connect(home / "zhengwu.sqlite3")) as database:
        return database.execute("SELECT number, state, length, head FROM cases_case ORDER BY id").fetchall()


def test_a_backup_comes_back_whole_into_an_empty_home(home, tmp_path):
    made = zhengwu(home, "backup", tmp_path / "b.tar.gz", "--lang", "en")
    assert made.returncode == 0, made.stderr
    assert "ZHENGWU_SEAL_KEY" in made.stdout
    empty = tmp_path / "empty"
    keys = {name: (home / name.lower()).read_text() for name in ("ZHENGWU_SECRET_KEY", "ZHENGWU_SEAL_KEY")}
    back = zhengwu(empty, "restore", tmp_path / "b.tar.gz", **keys)
    assert back.returncode == 0, back.stderr
    assert cases(empty) == cases(home)
    assert [path.name for path in (empty / "files").rglob("*") if path.is_file()] == [
        path.name for path in (home / "files").rglob("*") if path.is_file()
    ]
    assert zhengwu(empty, "verify", **keys).returncode == 0


def test_an_import_that_waits_goes_on_where_it_is_brought_back(home, tmp_path):
    script(home, BRING)
    assert zhengwu(home, "backup", tmp_path / "b.tar").returncode == 0
    keys = {name: (home / name.lower()).read_text() for name in ("ZHENGWU_SECRET_KEY", "ZHENGWU_SEAL_KEY")}
    back = tmp_path / "back"
    assert zhengwu(back, "restore", tmp_path / "b.tar", **keys).returncode == 0
    assert zhengwu(back, "tick", **keys).returncode == 0
    with closing(sqlite3.connect(back / "zhengwu.sqlite3")) as database:
        assert database.execute("SELECT state, made, faulty FROM publications_import").fetchall()[-1] == ("done", 3, 0)


def test_the_secrets_are_not_in_a_backup(home, tmp_path):
    zhengwu(home, "backup", tmp_path / "b.tar")
    content = (tmp_path / "b.tar").read_bytes()
    for name in ("zhengwu_secret_key", "zhengwu_seal_key"):
        secret = (home / name).read_text().partition(":")[2] or (home / name).read_text()
        assert secret.encode() not in content
    assert (tmp_path / "b.tar").stat().st_mode & 0o077 == 0


def test_backups_are_whole_while_somebody_writes(home, tmp_path):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE], env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout.readline() == "writing\n"
        for number in range(3):
            assert zhengwu(home, "backup", tmp_path / f"{number}.tar").returncode == 0
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close()
    keys = {name: (home / name.lower()).read_text() for name in ("ZHENGWU_SECRET_KEY", "ZHENGWU_SEAL_KEY")}
    counts = []
    for number in range(3):
        target = tmp_path / f"home{number}"
        assert zhengwu(target, "restore", tmp_path / f"{number}.tar", **keys).returncode == 0
        proved = zhengwu(target, "verify", "--json", **keys)
        assert (proved.returncode, json.loads(proved.stdout)["defects"]) == (0, [])
        counts.append(len(cases(target)))
    assert counts[0] < counts[1] < counts[2]


def test_it_refuses_to_replace_records_unless_told_and_keeps_them_aside(home, tmp_path):
    zhengwu(home, "backup", tmp_path / "b.tar")
    with closing(sqlite3.connect(home / "zhengwu.sqlite3")) as database:
        database.execute("UPDATE cases_case SET title = 'later'")
        database.commit()
    refused = zhengwu(home, "restore", tmp_path / "b.tar")
    assert refused.returncode == 64
    assert "--force" in refused.stderr
    done = zhengwu(home, "restore", tmp_path / "b.tar", "--force")
    assert done.returncode == 0, done.stderr
    aside = next(home.glob("before-restore-*.sqlite3"))
    with closing(sqlite3.connect(aside)) as kept:
        assert kept.execute("SELECT DISTINCT title FROM cases_case").fetchall() == [("later",)]
    assert zhengwu(home, "verify").returncode == 0


def test_it_refuses_while_the_database_is_in_use(home, tmp_path):
    zhengwu(home, "backup", tmp_path / "b.tar")
    with closing(sqlite3.connect(home / "zhengwu.sqlite3")) as server:
        server.execute("SELECT count(*) FROM cases_case").fetchone()
        refused = zhengwu(home, "restore", tmp_path / "b.tar", "--force", "--lang", "en")
    assert refused.returncode == 73
    assert "Stop zhengwu serve" in refused.stderr


@pytest.fixture(scope="session")
def kept(built, tmp_path_factory):
    """An installation and a backup of it, made once for all processes."""

    def make(place):
        zhengwu(copied(built, place / "home"), "backup", place / "b.tar")

    return once(tmp_path_factory, "backed-up", make)


@pytest.mark.parametrize("harm", ["cut", "flipped", "lacking", "none", "other key"])
def test_it_refuses_what_is_damaged_and_changes_nothing(kept, tmp_path, harm):
    home, path = copied(kept / "home", tmp_path / "home"), tmp_path / "b.tar"
    shutil.copyfile(kept / "b.tar", path)
    before, keys = cases(home), {}
    content = bytearray(path.read_bytes())
    if harm == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif harm == "flipped":
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    elif harm == "lacking":
        _without(path, "files/")
    elif harm == "none":
        path.write_bytes(b"no tar at all")
    else:
        keys = {"ZHENGWU_SEAL_KEY": "k1:MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY="}
    refused = zhengwu(home, "restore", path, "--force", **keys)
    assert refused.returncode == (78 if keys else 2), refused.stderr
    assert cases(home) == before
    assert not list(home.glob("before-restore-*"))


def _without(path, prefix):
    """The same tar without the members of a folder."""
    other = path.with_suffix(".other")
    with tarfile.open(path) as old, tarfile.open(other, "w") as new:
        for member in old:
            if not member.name.startswith(prefix):
                new.addfile(member, old.extractfile(member))
    other.replace(path)


def test_a_tar_that_wants_to_write_elsewhere_is_refused(home, tmp_path):
    path = tmp_path / "b.tar"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo("../escaped")
        tar.addfile(member)
    assert zhengwu(home, "restore", path, "--force").returncode == 2
    assert not (home.parent / "escaped").exists()


def test_an_existing_file_is_not_overwritten_unasked(home, tmp_path):
    (tmp_path / "b.tar").write_text("mine")
    assert zhengwu(home, "backup", tmp_path / "b.tar").returncode == 64
    assert (tmp_path / "b.tar").read_text() == "mine"
    assert zhengwu(home, "backup", tmp_path / "nowhere" / "b.tar").returncode == 73

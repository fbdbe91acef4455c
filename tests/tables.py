"""The tables of the tests, made once: by the first process that needs them, and copied by all others after it.

Migrations take twelve seconds and a copy none. A copy is named after the migrations it was made by, so that a change of
any makes another; what Django then does on a copy proves that nothing is left to migrate.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

KEPT = 3  # copies of earlier migrations
TABLES = "zhengwu.sqlite3"  # of a home


@contextmanager
def made():
    """The database of the tests with its tables, gone afterwards."""
    name, creation = connection.settings_dict["NAME"], connection.creation
    if connection.vendor == "sqlite":
        _copied(Path(connection.settings_dict["TEST"]["NAME"]))
        creation.create_test_db(verbosity=0, serialize=False, keepdb=True)
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = _template(name)
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    yield
    creation.destroy_test_db(name, verbosity=0)


def laid(home: Path) -> Path:
    """A home that has the tables on SQLite and nothing else, for a process of its own; gives the home."""
    home.mkdir(parents=True, exist_ok=True)
    _copied(home / TABLES)
    return home


def _copied(target: Path):
    """Puts a copy of the tables where the tests will look for them; makes them where nobody has."""
    with _alone():
        whole = Path(settings.HOME) / f"tables-{_digest()}.sqlite3"
        if not whole.exists():
            _make(whole)
        shutil.copyfile(whole, target)
    for left in ("-wal", "-shm"):  # of a process with the same number that ended early
        target.with_name(target.name + left).unlink(missing_ok=True)


@contextmanager
def _alone():
    """Whoever else makes tables waits."""
    folder = Path(settings.HOME)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "tables.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(whole: Path):
    part = whole.with_suffix(".part")
    part.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as home:
        clean = {name: said for name, said in os.environ.items() if name != "DATABASE_URL"}
        environment = clean | {"ZHENGWU_MODE": "demo", "ZHENGWU_HOME": home}
        environment["DJANGO_SETTINGS_MODULE"] = "zhengwu.settings"
        subprocess.run([sys.executable, "-m", "zhengwu", "migrate"], env=environment, check=True, capture_output=True)
        with closing(sqlite3.connect(Path(home) / TABLES)) as database:
            database.execute("VACUUM INTO ?", [str(part)])
    part.rename(whole)
    for old in sorted(whole.parent.glob("tables-*.sqlite3"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)


def _template(name: str) -> str:
    """The database of the PostgreSQL server that has the tables and nothing else; made where nobody has."""
    template, tests = f"tables_{_digest()}", connection.settings_dict["TEST"]
    with _alone():
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
            found = cursor.fetchone()
        if not found:
            mine, tests["NAME"] = tests["NAME"], template
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            tests["NAME"] = mine
            settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    return template


def _digest() -> str:
    """What the tables are made by: the migrations, the code of those that run some, and the version of Django."""
    said = hashlib.sha256(str(django.VERSION).encode())
    for config in apps.get_app_configs():
        found = {path: path.read_bytes() for path in sorted(Path(config.path).glob("migrations/*.py"))}
        if any(b"RunPython" in text or b"RunSQL" in text for text in found.values()):
            found |= {path: path.read_bytes() for path in sorted(Path(config.path).rglob("*.py"))}
        for path, text in found.items():
            said.update(path.name.encode() + text)
    return said.hexdigest()[:16]

"""The tables of the tests, made once: by the first process that needs them, and copied by all others after it.

Migrations take twelve seconds and a copy none. A copy is named after the migrations it was made by, so that a change of
any makes another; what Django then does on a copy proves that nothing is left to migrate.
"""

import fcntl
import hashlib
import shutil
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

KEPT = 3  # copies of earlier migrations


@contextmanager
def made():
    """The database of the tests with its tables, gone afterwards. On PostgreSQL each process makes its own."""
    name, creation = connection.settings_dict["NAME"], connection.creation
    if connection.vendor == "sqlite":
        _copied(Path(connection.settings_dict["TEST"]["NAME"]))
        creation.create_test_db(verbosity=0, serialize=False, keepdb=True)
    else:
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    yield
    creation.destroy_test_db(name, verbosity=0)


def _copied(target: Path):
    """Puts a copy of the tables where the tests will look for them; makes them where nobody has."""
    folder = Path(settings.HOME)
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / f"tables-{_digest()}.sqlite3"
    with (folder / "tables.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            _make(whole)
        shutil.copyfile(whole, target)
    for left in ("-wal", "-shm"):  # of a process with the same number that ended early
        target.with_name(target.name + left).unlink(missing_ok=True)


def _make(whole: Path):
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    part = whole.with_suffix(".part")
    part.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(part)])
    connection.creation.destroy_test_db(name, verbosity=0)
    part.rename(whole)
    for old in sorted(whole.parent.glob("tables-*.sqlite3"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)


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

"""The ground on which a measurement stands: a scratch home, its keys, and a database of its own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_bytes, token_urlsafe
from typing import Any
from urllib.parse import quote

VERSIONS = Path("/usr/lib/postgresql")
OWNER = "postgres"  # PostgreSQL refuses to run as root
INIT = ("-U", "zhengwu", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")


@dataclass(frozen=True)
class Ground:
    """A database with nothing in it yet, and the environment in which the system uses it."""

    name: str
    home: Path
    environment: dict[str, str]

    def python(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Starts `python ARGUMENTS` on this ground; its output is a pipe."""
        return subprocess.Popen([sys.executable, *arguments], env=self.environment, stdout=subprocess.PIPE)

    def ask(self, module: str, *arguments: object) -> Any:
        """What `python -m benchmarks.records.MODULE ARGUMENTS` prints as JSON."""
        with self.python("-m", f"benchmarks.records.{module}", *map(str, arguments)) as process:
            said, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"benchmarks: {module} on {self.name} ended with code {process.returncode}")
        return json.loads(said)


def _environment(home: Path, url: str) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    return os.environ | {
        "ZHENGWU_MODE": "production",
        "ZHENGWU_HTTPS": "off",
        "ZHENGWU_SUBMISSIONS": "0",
        "ZHENGWU_SEARCHES": "0",
        "ZHENGWU_HOME": str(home),
        "ZHENGWU_SECRET_KEY": token_urlsafe(48),
        "ZHENGWU_SEAL_KEY": f"k1:{b64encode(token_bytes(32)).decode()}",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "zhengwu.settings",
    }


def _keys(folder: Path) -> dict[str, str]:
    """The keys of a home that is kept, the same every time; made the first time."""
    place = folder / "keys.json"
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = _environment(folder, "")
        place.write_text(json.dumps({name: made[name] for name in ("ZHENGWU_SECRET_KEY", "ZHENGWU_SEAL_KEY")}), "utf-8")
    found: dict[str, str] = json.loads(place.read_text("utf-8"))
    return found


def kept(folder: Path, ground: Ground) -> Ground:
    """The same ground with the keys that the folder has, so that it can be stood upon again another day."""
    return replace(ground, environment=ground.environment | _keys(folder))


def on_sqlite(folder: Path) -> Ground:
    """SQLite as it runs in production: a file in its home."""
    home = folder / "sqlite"
    return Ground("SQLite", home, _environment(home, ""))


@contextmanager
def on_postgres(folder: Path, *, keep: bool = False) -> Iterator[Ground | None]:
    """A private PostgreSQL, fsync on, reached by a socket of its own; None where there are no binaries.

    With `keep`, its tables are in the folder and stay there.
    """
    programs = _programs()
    if programs is None:
        yield None
        return
    place = Path(tempfile.mkdtemp(prefix="zw-pg-"))  # short: a socket's path has at most 107 characters
    tables = folder / "tables" / "here" if keep else place / "tables"
    tables.parent.mkdir(parents=True, exist_ok=True)
    if os.getuid() == 0:
        for one in (place, tables.parent):
            shutil.chown(one, OWNER)
    url = f"postgresql://zhengwu@{quote(str(place), safe='')}/postgres"
    try:
        if not tables.exists():
            _run(programs / "initdb", "-D", tables, *INIT)
        options = f"-k {place} -c listen_addresses='' -c shared_buffers=512MB -c max_wal_size=4GB"
        _run(programs / "pg_ctl", "-D", tables, "-l", place / "log", "-w", "-o", options, "start")
        yield Ground("PostgreSQL", folder / "postgres", _environment(folder / "postgres", url))
    finally:
        how = "fast" if keep else "immediate"
        _run(programs / "pg_ctl", "-D", tables, "-m", how, "stop", check=False)
        shutil.rmtree(place, ignore_errors=True)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).parent
    by_version = sorted(VERSIONS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return by_version[-1].parent if by_version else None


def _run(*command: object, check: bool = True) -> None:
    as_owner = ["setpriv", "--reuid", OWNER, "--regid", OWNER, "--init-groups", "--"] if os.getuid() == 0 else []
    subprocess.run(
        [*as_owner, *map(str, command)], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=check
    )

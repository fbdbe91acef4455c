"""A backup: one tar of the database, the stored files, those of imports, and a manifest with the SHA-256 of each.

Once written it is read back and compared with its manifest, and remembered with what came of that.

The database is copied first and the files after it: stored files are never changed and never deleted, so every file
that the copy names is there. Those of imports go some time after the import ended, and its page says so. The secrets
are not in a backup; the manifest holds a sealed word by which a restore tells whether it has the right key. The
manifest is the last member: a tar that was cut short has none.
"""

import hashlib
import json
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import connection

from zhengwu import __version__
from zhengwu.records.keeping import databases
from zhengwu.records.keeping.remembered import note_backup
from zhengwu.records.sealing import seal

FORMAT = 1
MANIFEST = "manifest.json"
PROBE = "政务"
Report = Callable[[str, int, int], None]
README = """政务系统备份。恢复：zhengwu restore 本文件。不含密钥：ZHENGWU_SEAL_KEY 须另行保管，没有它个人信息无法读出。
A backup of Zhengwu. To bring it back: zhengwu restore FILE. The secrets are not in it: keep ZHENGWU_SEAL_KEY apart;
without it the personal data cannot be read.
"""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `probe` is a known word, sealed; `migrations` say which tables it has."""

    format: int
    zhengwu: str
    made_at: str
    vendor: str
    migrations: tuple[tuple[str, str], ...]
    probe: str
    members: tuple[Member, ...]

    @property
    def size(self) -> int:
        """Bytes of all members."""
        return sum(member.size for member in self.members)


def write(target: Path, *, at: datetime, report: Report) -> Manifest:
    """Writes a backup; it appears whole or not at all. A name that ends in gz is compressed.

    Raises Trouble (a tool of PostgreSQL), OSError (no room, no right).
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".backup-") as folder:
            copy = Path(folder) / databases.file_name()
            databases.copied(copy, lambda done, total: report("database", done, total))
            part.touch(mode=0o600)
            with tarfile.open(part, "w:gz" if target.suffix in (".gz", ".tgz") else "w") as tar:
                manifest = _filled(tar, copy, at, report)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    problem = disagreement(target, manifest)
    count, size = sum(member.name.startswith("files/") for member in manifest.members), target.stat().st_size
    verified_at = None if problem else at
    note_backup(str(target.absolute()), size, count, __version__, at=at, verified_at=verified_at, problem=problem)
    return manifest


def disagreement(source: Path, manifest: Manifest) -> str:
    """What in a backup is not as its manifest says, read from the disk; empty where all of it is."""
    found = {}
    try:
        with tarfile.open(source, "r:*") as tar:
            for entry in tar:
                found[entry.name], content = hashlib.sha256(), tar.extractfile(entry)
                while content is not None and (chunk := content.read(1 << 20)):
                    found[entry.name].update(chunk)
    except (tarfile.TarError, EOFError, OSError) as error:
        return f"{source.name}: {error}"[:300]
    sums = {name: digest.hexdigest() for name, digest in found.items()}
    return next((member.name for member in manifest.members if sums.get(member.name) != member.sha256), "")


def _filled(tar: tarfile.TarFile, copy: Path, at: datetime, report: Report) -> Manifest:
    _put(tar, "README.txt", README.encode(), at)
    members = [_added(tar, copy, copy.name)]
    found = [*stored_files(), *imported_files()]
    for done, path in enumerate(found, 1):
        with suppress(FileNotFoundError):  # a file of an import whose time was up meanwhile
            members.append(_added(tar, path, path.relative_to(Path(settings.HOME)).as_posix()))
        if done % 50 == 0 or done == len(found):
            report("files", done, len(found))
    probe, tables = seal(PROBE), migrations()
    manifest = Manifest(FORMAT, __version__, at.isoformat(), connection.vendor, tables, probe, tuple(members))
    _put(tar, MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode(), at)
    return manifest


def stored_files() -> list[Path]:
    """The files in the store, sorted; half-written ones are none."""
    store = Path(settings.HOME) / "files"
    return sorted(path for path in store.glob("??/*") if path.is_file() and not path.name.startswith("."))


def imported_files() -> list[Path]:
    """The files that imports wait for or were made from, sorted; half-written ones are none."""
    return sorted(path for path in (Path(settings.HOME) / "imports").glob("?" * 64) if path.is_file())


def migrations() -> tuple[tuple[str, str], ...]:
    """The migrations that the present database has had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return tuple((str(app), str(name)) for app, name in cursor.fetchall())


class _Summed:
    """A file that is read once, by tar, and summed meanwhile."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """What tar asks for."""
        content = self.file.read(size)
        self.sum.update(content)
        return content


def _added(tar: tarfile.TarFile, path: Path, name: str) -> Member:
    summed = _Summed(path)
    with summed.file:
        entry = tar.gettarinfo(arcname=name, fileobj=summed.file)
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mode = 0o600
        tar.addfile(entry, summed)
    return Member(name, entry.size, summed.sum.hexdigest())


def _put(tar: tarfile.TarFile, name: str, content: bytes, at: datetime) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = len(content), int(at.timestamp()), 0o600
    tar.addfile(entry, BytesIO(content))

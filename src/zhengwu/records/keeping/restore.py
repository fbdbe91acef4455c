"""Bringing a backup back: unpacked beside the present home, proved against its manifest, and only then put in place.

Whatever fails before the last rename leaves the installation as it was. The old database is kept aside; stored files
are added to those that are there, since a file is named after its content and never changes.
"""

import hashlib
import json
import os
import re
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from zhengwu.records.keeping import databases
from zhengwu.records.keeping.backup import FORMAT, MANIFEST, PROBE, Manifest, Member, Report
from zhengwu.records.sealing import Unsealable, unseal
from zhengwu.records.troubles import Trouble, Words, conflict, invalid

FILES = r"files/([0-9a-f]{2})/\1[0-9a-f]{62}|imports/[0-9a-f]{64}"
NAMES = re.compile(rf"database\.(?:sqlite3|dump)|{FILES}|manifest\.json|README\.txt")
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back, and where the old database is kept; None where there was none."""

    manifest: Manifest
    aside: Path | None
    behind: bool  # its tables are of an earlier version: they are still to be migrated


def read(source: Path, *, force: bool, at: datetime, report: Report) -> Restored:
    """Brings a backup back. Raises Trouble: invalid (no backup, damaged), conflict (data here, other database, in use,
    wrong key, newer version)."""
    if not force and not databases.is_empty():
        raise conflict(
            "not_empty", "这里已有数据，没有恢复。", "There are records here already; nothing was done.",
            advice=Words("确要以备份代替，请加 --force；现有的会另存。", "--force replaces them; they are kept aside."),
        )  # fmt: skip
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as name:
        folder = Path(name)
        manifest = _unpacked(source, folder, report)
        behind = _fits(manifest)
        copy = folder / databases.file_name()
        wrong = databases.problem(copy)
        if wrong:
            raise _damaged(copy.name, wrong)
        _add_files(folder, "files/??/*", "imports/*")
        aside = databases.replace_by(copy, at=at)
    connections.close_all()
    return Restored(manifest, aside, behind)


def _unpacked(source: Path, folder: Path, report: Report) -> Manifest:
    """Everything unpacked and compared with the manifest."""
    sums: dict[str, tuple[int, str]] = {}
    size = source.stat().st_size
    try:
        with source.open("rb") as raw, tarfile.open(fileobj=raw, mode="r:*") as tar:
            for entry in tar:
                if not entry.isfile() or not NAMES.fullmatch(entry.name):
                    raise _damaged(entry.name[:100], "unexpected member")
                sums[entry.name] = _written(tar, entry, folder / entry.name)
                report("unpack", raw.tell(), size)
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise _damaged(source.name, str(error).splitlines()[0][:200]) from None
    manifest = _manifest(folder / MANIFEST)
    for member in manifest.members:
        found = sums.get(member.name)
        if found is None:
            raise _damaged(member.name, "missing")
        if found != (member.size, member.sha256):
            raise _damaged(member.name, "its SHA-256 is not that of the manifest")
    return manifest


def _written(tar: tarfile.TarFile, entry: tarfile.TarInfo, target: Path) -> tuple[int, str]:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content, sum_, size = tar.extractfile(entry), hashlib.sha256(), 0
    with target.open("wb") as out:
        while content is not None and (chunk := content.read(CHUNK)):
            sum_.update(chunk)
            size += out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    target.chmod(0o600)
    return size, sum_.hexdigest()


def _manifest(path: Path) -> Manifest:
    try:
        said = json.loads(path.read_bytes())
        members = tuple(Member(**member) for member in said.pop("members"))
        tables = tuple((app, name) for app, name in said.pop("migrations"))
        return Manifest(**said, members=members, migrations=tables)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise _damaged(MANIFEST, "missing or not understood; the backup was cut short, or is none") from None


def _fits(manifest: Manifest) -> bool:
    """Whether the backup's tables are behind this version's. Raises Trouble where it cannot be used here."""
    if manifest.format != FORMAT:
        raise _newer(manifest)
    if manifest.vendor != connection.vendor:
        raise conflict(
            "other_database", f"备份来自 {manifest.vendor}，这里用的是 {connection.vendor}。",
            f"The backup is of {manifest.vendor}; the database here is {connection.vendor}.",
            advice=Words("请在相同种类的数据库上恢复。", "Restore it into a database of the same kind."),
        )  # fmt: skip
    try:
        right = unseal(manifest.probe) == PROBE
    except Unsealable:
        right = False
    if not right:
        raise conflict(
            "wrong_key", "ZHENGWU_SEAL_KEY 不是做备份时的密钥，恢复后个人信息将无法读出。",
            "ZHENGWU_SEAL_KEY is not the key of the backup: the personal data could not be read.",
            advice=Words("请换成当时的密钥再恢复；什么也没有改动。", "Set the key of that time; nothing was changed."),
        )  # fmt: skip
    known = set(MigrationLoader(None).disk_migrations)
    if set(manifest.migrations) - known:
        raise _newer(manifest)
    return bool(known - set(manifest.migrations))


def _add_files(found: Path, *kinds: str) -> None:
    for path in (path for kind in kinds for path in sorted(found.glob(kind))):
        target = Path(settings.HOME) / path.relative_to(found)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o400)
        path.replace(target)


def _newer(manifest: Manifest) -> Trouble:
    return conflict(
        "newer", f"备份由较新的版本（{manifest.zhengwu}）所做。",
        f"A newer version ({manifest.zhengwu}) made the backup.",
        advice=Words("请先升级本系统。", "Upgrade this installation first."),
    )  # fmt: skip


def _damaged(which: str, why: str) -> Trouble:
    return invalid(
        "damaged", f"备份已损坏或不是本系统的备份：{which}（{why}）。",
        f"Damaged, or no backup of ours: {which} ({why}).",
        where=which, advice=Words("请换一份备份；什么也没有改动。", "Take another backup; nothing was changed."),
    )  # fmt: skip

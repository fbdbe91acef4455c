"""What stops a version from being released: files and words in which something hidden or personal awaits a decision.

Fails closed: a file that was not inspected, or not scanned where the office scans, is not released.
"""

import hashlib
import json
from dataclasses import dataclass

from zhengwu.records.publications import scanning
from zhengwu.records.publications.models import PublishedFile, Version
from zhengwu.records.rows import several
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.inspection import Found, Said, Text, from_row, personal

SCANNED = "scanned"


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a file, or the words of the version (`file_id` None), may not go out yet: what a person must decide on."""

    file_id: int | None
    name: str
    said: Words
    found: tuple[Found, ...] = ()


def found_in(row: PublishedFile) -> tuple[Found, ...]:
    """What the inspection of a file found, as it was kept."""
    return tuple(from_row(one) for one in row.found)


def check_text(version: Version) -> tuple[Found, ...]:
    """What is personal in the title, the words and the facts of a version."""
    texts = [Text(Said("标题", "title"), version.title)]
    lines = enumerate(version.text.splitlines(), 1)
    texts += [Text(Said(f"正文第 {number} 行", f"text, line {number}"), line) for number, line in lines]
    texts += [Text(Said(f"字段“{label}”", f"field “{label}”"), f"{label}：{value}") for label, value in version.facts]
    return tuple(personal(texts))


def digest(found: tuple[Found, ...]) -> str:
    """What names a set of findings that was accepted: another finding is another set. Empty for none."""
    must = sorted((one.code, one.excerpt, one.count) for one in found if one.level == "must")
    return hashlib.sha256(json.dumps(must).encode()).hexdigest() if must else ""


def unresolved(version: Version) -> tuple[Stop, ...]:
    """What stops the release of a version, the words first. One statement."""
    stops = []
    said = check_text(version)
    if digest(said) and (not version.accepted or version.accepted_digest != digest(said)):
        must = tuple(one for one in said if one.level == "must")
        stops.append(Stop(None, "", Words("正文含有个人信息", "the text has personal data"), must))
    files = several(PublishedFile, "t.version_id = %s AND t.removed_at IS NULL ORDER BY t.id", [version.pk])
    return (*stops, *(stop for row in files if (stop := stop_of(row)) is not None))


def refuse(version: Version) -> None:
    """Raises Trouble (conflict) where something stops the release."""
    stops = unresolved(version)
    if not stops:
        return
    zh = "；".join(f"{f'附件“{stop.name}”' if stop.name else ''}{stop.said.zh}" for stop in stops[:5])
    en = "; ".join(f"{f'“{stop.name}”: ' if stop.name else ''}{stop.said.en}" for stop in stops[:5])
    advice = Words("请逐项清理，或者写明可以公开的理由。", "Have each cleaned, or say why it may be published.")
    message = Words(f"还不能公开：{zh}。", f"It cannot be released yet: {en}.")
    raise Trouble("conflict", "not_resolved", message, advice, "files")


def stop_of(row: PublishedFile) -> Stop | None:
    """Why a file may not go out yet; None where it may."""
    found = found_in(row)
    if not row.media_type or row.inspected_at is None:
        return Stop(row.pk, row.name, Words("没有检查过", "it was not inspected"), found)
    if scanning.wanted() and SCANNED not in {one.code for one in found}:
        return Stop(row.pk, row.name, Words("没有经过病毒扫描", "it was not scanned for viruses"), found)
    must = tuple(one for one in found if one.level == "must" and not one.cured)
    if must and not row.accepted:
        said = Words("有尚未处理的隐藏内容或者个人信息", "hidden or personal content awaits a decision")
        return Stop(row.pk, row.name, said, must)
    return None

"""`zhengwu verify`: is everything on file whole?"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from zhengwu.cli import exits, options
from zhengwu.cli.operate.guarding import guarded, put
from zhengwu.cli.operate.progress import Bar

if TYPE_CHECKING:
    from zhengwu.records.keeping.proof import Defect

NAMES = {"cases": "办件 cases", "journal": "审计日志 audit trail", "files": "文件 files", "reports": "年报 reports",
         "publications": "公开信息 publications", "items": "事项 items",
         "approvals": "申请 approvals", "licences": "证照 licences", "search": "检索 search"}  # fmt: skip
TOLD = {
    "cases": ("{} 件办件", "{} cases"),
    "journal": ("{} 条审计链", "{} audit chains"),
    "files": ("{} 个文件", "{} files"),
    "reports": ("{} 份年报文书", "{} report documents"),
    "publications": ("{} 条公开信息", "{} publications"),
    "items": ("{} 个事项", "{} service items"),
    "approvals": ("{} 件申请", "{} applications"),
    "licences": ("{} 份证照", "{} licences"),
    "search": ("{} 条检索词", "the words of {} publications"),
}
SHOWN = 20


@click.command(context_settings=options.HELP)
@options.json
@options.lang
def verify(as_json: bool, lang: str) -> int:
    """Prove that replay equals cache for every case, that all hash chains hold, and that stored files are unaltered.

    The server may run meanwhile. Exit code 1 if anything is wrong; the first defects are named.
    """
    from zhengwu.cli.operate.opening import opened

    opened()
    from zhengwu.records.keeping import proof, remembered
    from zhengwu.records.keeping.snapshot import snapshot

    bar, counts = Bar(NAMES), dict.fromkeys(NAMES, 0)
    defects: list[proof.Defect] = []
    with guarded(), snapshot():
        try:
            for step in proof.everything():
                bar(step.kind, step.done, step.total)
                counts[step.kind] = step.done
                defects += step.defects
        finally:
            bar.end()
    with guarded():
        remembered.note_proofs(counts, defects, at=datetime.now(UTC))
    if as_json:
        import json

        found = [{"kind": one.kind, "which": one.which, "zh": one.message.zh, "en": one.message.en} for one in defects]
        click.echo(json.dumps({"checked": counts, "defects": found}, ensure_ascii=False))
    else:
        _told(counts, defects, lang)
    return exits.FINDINGS if defects else exits.CLEAN


def _told(counts: dict[str, int], defects: "list[Defect]", lang: str) -> None:
    for one in defects[:SHOWN]:
        put(lang, f"✗ {one.message.zh}", f"✗ {one.message.en}")
    if len(defects) > SHOWN:
        put(lang, f"另有 {len(defects) - SHOWN} 处", f"{len(defects) - SHOWN} more")
    zh = "、".join(TOLD[kind][0].format(counts[kind]) for kind in NAMES)
    en = ", ".join(TOLD[kind][1].format(counts[kind]) for kind in NAMES)
    put(
        lang,
        f"已核对 {zh}：{f'{len(defects)} 处不符' if defects else '完好'}。",
        f"{en}: {f'{len(defects)} defects' if defects else 'whole'}.",
    )

"""Whole reports of a few inputs, for the commands that put reports together."""

from collections.abc import Iterable

from zhengwu.cli import exits
from zhengwu.cli.readings import Reading, Want
from zhengwu.cli.runs import Effort, readings
from zhengwu.cli.sources import expand
from zhengwu.cli.troubles import Trouble
from zhengwu.statute.report.model import Report


def read_all(inputs: Iterable[str], effort: Effort, lang: str, *also: Want) -> list[Reading]:
    """A reading with its whole report for every input; a refusal where there is none."""
    return list(readings(list(expand(inputs)), {Want.REPORT, *also}, effort, lang))


def reports_of(inputs: tuple[str, ...], effort: Effort, lang: str) -> tuple[Report, ...]:
    """The report of each input, all of which must be readable; Trouble names the first that is not."""
    reports = []
    for name in inputs:
        found = read_all([name], effort, lang)
        if len(found) != 1:
            raise Trouble(
                f"{name} 中有 {len(found)} 个文件，这里需要一个。",
                f"{name} holds {len(found)} files where one is needed.",
            )
        refusal, report = found[0].refusal, found[0].report
        if refusal or report is None:
            why, gloss = (refusal.sentence, refusal.gloss) if refusal else ("", "")
            raise Trouble(f"未能读取 {name}：{why}", f"Cannot read {name}: {gloss}", exits.UNREADABLE)
        reports.append(report)
    return tuple(reports)

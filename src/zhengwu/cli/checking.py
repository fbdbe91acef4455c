"""`zhengwu report check` from the inputs to the exit code."""

from collections.abc import Iterator, Sequence

from zhengwu.cli import exits
from zhengwu.cli.outputs import complain, put_line, refusal_line
from zhengwu.cli.readings import Reading, Task, Want
from zhengwu.cli.runs import Effort, paired_readings, readings, tasks_run
from zhengwu.cli.sources import Source, expand, single
from zhengwu.cli.troubles import Trouble

FULL = 12  # reports whose findings are printed in full; more are listed with counts
GRADES = ("error", "warning", "notice")


class Checking:
    """One run of `check`: what was asked for, and what has been found so far."""

    def __init__(self, fail_on: str, *, as_json: bool, everything: bool, lang: str) -> None:
        self.as_json, self.everything, self.lang = as_json, everything, lang
        self.grades = GRADES[: GRADES.index(fail_on) + 1] if fail_on in GRADES else ()
        self.unreadable = 0
        self.found = False

    def run(self, inputs: tuple[str, ...], last_year: str | None, effort: Effort) -> int:
        """Checks the inputs, prints what was found, and returns the exit code."""
        sources = list(expand(inputs))
        in_full = len(sources) <= FULL or self.everything
        wants = {Want.VERDICT if self.as_json else Want.FINDINGS if in_full else Want.COUNTS}
        results = self._results(sources, wants, last_year, effort)
        kept = [reading for reading in self._pass(results) if not self.as_json]
        if kept:
            self._show(kept, in_full, one=single(inputs))
        if self.unreadable:
            return exits.UNREADABLE
        return exits.FINDINGS if self.found else exits.CLEAN

    def _results(
        self, sources: Sequence[Source], wants: set[Want], last_year: str | None, effort: Effort
    ) -> Iterator[Reading]:
        if last_year is not None:
            if len(sources) != 1:
                raise Trouble(
                    "--last-year 只能与一个文件同用；一批文件会自动配对上一年度的报告。",
                    "--last-year goes with one file; among several, last year's reports are found by themselves.",
                )
            partner = next(iter(expand([last_year])))
            if partner.refusal:
                raise Trouble(
                    f"上一年度报告 {last_year}：{partner.refusal.sentence}",
                    f"Last year's report {last_year}: {partner.refusal.gloss}",
                    exits.UNREADABLE,
                )
            return tasks_run([Task(sources[0], frozenset(wants), effort.limits, partner)], effort)
        if len(sources) == 1:
            return readings(sources, wants, effort, self.lang)
        return paired_readings(sources, wants, effort, self.lang)

    def _pass(self, results: Iterator[Reading]) -> Iterator[Reading]:
        """Sends on what was read; prints JSON lines and refusals; notes what the exit code depends on."""
        for reading in results:
            if reading.refusal:
                self.unreadable += 1
                if self.as_json:
                    put_line(refusal_line(reading.name, reading.refusal))
                complain(reading.name, reading.refusal, self.lang)
                continue
            self.found |= any(reading.counts[: len(self.grades)])
            if self.as_json:
                put_line(reading.json)
            yield reading

    def _show(self, kept: Sequence[Reading], in_full: bool, *, one: bool) -> None:
        from zhengwu.cli.lists import show_balance, show_verdicts
        from zhengwu.cli.screen import Screen
        from zhengwu.cli.verdicts import show_verdict

        screen = Screen(self.lang)
        if not in_full:
            show_verdicts(screen, kept, self.unreadable, everything=self.everything)
            return
        for reading in kept:
            if one or reading.findings:
                show_verdict(screen, reading)
        if not one:
            show_balance(screen, kept, self.unreadable)

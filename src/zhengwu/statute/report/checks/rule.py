"""What a rule is: an id that never changes, how grave a breach is, the law it comes from, and what it needs."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhengwu.statute.report.model import Cause, CellRef, Finding, Place, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue. `severity` is the gravest that it can find; a doubtful case is found more mildly.

    `scope` says what the rule looks at, `needs` what has to be at hand; without it the rule says nothing.
    `since` and `until` are the first and last year reported on for which the rule is law (None: no limit).
    """

    id: str
    severity: Severity
    basis: str
    title: str
    gloss: str
    scope: str
    needs: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None

    def in_force(self, year: int | None) -> bool:
        """Whether the rule is law for reports on `year`; a rule with limits is not applied to an unknown year."""
        if self.since is None and self.until is None:
            return True
        return year is not None and (self.since or year) <= year <= (self.until or year)

    def finding(
        self,
        sentence: str,
        gloss: str,
        *,
        cells: Iterable[CellRef] = (),
        expected: object = "",
        found: object = "",
        severity: Severity | None = None,
        cause: Cause = Cause.REPORT,
        basis: str = "",
        place: Place | None = None,
    ) -> Finding:
        """A finding of this rule; place is that of its first cell unless given."""
        refs = tuple(cells)
        place = place or next((ref.place for ref in refs if ref.place), None)
        return Finding(
            self.id,
            severity or self.severity,
            cause,
            basis or self.basis,
            sentence,
            gloss,
            refs,
            str(expected),
            str(found),
            place,
        )

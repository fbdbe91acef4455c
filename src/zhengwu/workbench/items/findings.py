"""What is to be mended in the guide of an item, by the sections of its editor."""

from dataclasses import dataclass
from functools import lru_cache

from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue import Record
from zhengwu.statute.catalogue.lint import lint
from zhengwu.workbench.items.sections import SECTIONS

KEPT = 256  # records of which it is remembered
PAPERS = ("H01", "H02", "G15")
ELSEWHERE = "identity"  # where a finding stands that is of no single element


@dataclass(frozen=True, slots=True)
class Said:
    """A finding: the rule that it is by, what is wrong, the provision behind the rule; hints do not `count`."""

    id: str
    said: Words
    basis: str
    path: str
    counts: bool = True

    @property
    def paper(self) -> bool:
        """Whether a blank form or a sample is missing."""
        return self.id in PAPERS


@lru_cache(maxsize=KEPT)
def of(record: Record) -> tuple[Said, ...]:
    """What is to be mended in the guide, the gravest first; hints are among it."""
    return tuple(Said(one.rule.id, Words(one.zh, one.en), one.rule.basis, one.path, one.counts) for one in lint(record))


def by_section(record: Record) -> dict[str, tuple[Said, ...]]:
    """The same, by the sections of the editor; each section is there."""
    found: dict[str, list[Said]] = {one.key: [] for one in SECTIONS}
    for one in of(record):
        found[_section(one.path)].append(one)
    return {key: tuple(several) for key, several in found.items()}


def _section(path: str) -> str:
    name = path.partition("[")[0].partition(".")[0]
    for one in SECTIONS:
        for part in one.parts:
            if name == part.attribute or (not part.attribute and any(spec.name == name for spec in part.specs)):
                return one.key
    return "form" if name == "form" else ELSEWHERE

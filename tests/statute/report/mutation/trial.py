"""One trial: a form, figures from a seed, some damages, one layout; read back and judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.statute.report.mutation.figures import KINDS, figures_of
from tests.statute.report.mutation.layouts import LAYOUTS
from tests.statute.report.mutation.mutations import MUTATIONS
from tests.statute.report.mutation.oracle import Verdict, judge
from tests.statute.report.mutation.page import Page, build, rng_for
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.readers import read_bytes

YEARS = {"2019": 2020, "2021": 2023}


@dataclass(frozen=True, slots=True)
class Trial:
    """What to print and how. The same trial always gives the same bytes."""

    form: str
    layout: str
    damages: tuple[str, ...]
    seed: int = 0

    @property
    def name(self) -> str:
        """Its name in a test's output."""
        return "-".join((self.form, self.layout, "+".join(self.damages) or "sound", str(self.seed)))

    def page(self) -> Page:
        """The damaged page."""
        form = format_of(self.form)
        kind = KINDS[self.seed % len(KINDS)]
        page = build(form, figures_of(form, kind, rng_for(self.form, self.seed)), YEARS[self.form])
        for damage in self.damages:
            MUTATIONS[damage].apply(page, rng_for(self.form, self.seed, damage))
        return page

    def printed(self) -> bytes:
        """The bytes of the file."""
        return LAYOUTS[self.layout].write(self.page())

    def verdict(self) -> Verdict:
        """What our reader makes of it."""
        page = self.page()
        layout = LAYOUTS[self.layout]
        return judge(page, read_bytes(layout.write(page), self.name), layout.lossy(page), spans=layout.spans)


def trials(forms: Sequence[str], layouts: Sequence[str], damages: Sequence[str], seeds: Sequence[int]) -> list[Trial]:
    """Every combination of these, and the sound page of each layout."""
    return [
        Trial(form, layout, (damage,) if damage else (), seed)
        for form in forms
        for layout in layouts
        for damage in ("", *damages)
        for seed in seeds
        if not damage or (form in MUTATIONS[damage].forms and LAYOUTS[layout].shows(damage))
    ]

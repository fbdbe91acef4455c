"""Sound reports, damaged in every way seen in the wild, in every layout: never silently wrong, and seldom unread.

A few hundred combinations run always; every combination runs where MUTATION=full is set. `python -m pytest -k NAME`
takes one of them; its name says form, layout, damage and seed.
"""

import os

import pytest

from tests.statute.report.mutation.layouts import LAYOUTS
from tests.statute.report.mutation.layouts_pdf import font_at_hand
from tests.statute.report.mutation.mutations import MUTATIONS
from tests.statute.report.mutation.page import rng_for
from tests.statute.report.mutation.readable import must_be_read
from tests.statute.report.mutation.trial import Trial, trials

FORMS = ("2019", "2021")
FAST = [name for name, layout in LAYOUTS.items() if not layout.slow]
SLOW = [name for name, layout in LAYOUTS.items() if layout.slow]
FULL_RUN = "set MUTATION=full to run every combination: some 40,000, about ten minutes"
FULL = os.environ.get("MUTATION") == "full"


def _sample() -> list[Trial]:
    """Every damage in a few layouts, every layout with a few damages; the same choice each time."""
    rng = rng_for("sample")
    chosen: dict[str, Trial] = {}
    for name, mutation in MUTATIONS.items():
        for layout in rng.sample(FAST, 5):
            trial = Trial(rng.choice(mutation.forms), layout, (name,), rng.randrange(3))
            if LAYOUTS[layout].shows(name):
                chosen[trial.name] = trial
    return list(chosen.values())


def _may_meet(layout: str, names: list[str]) -> bool:
    """Two changes of structure may undo each other; one more figure a row makes up for a blank that left no trace."""
    more = {"serial_column", "remarks_column_figures", "remarks_column_words", "page_numbers_inside"} & set(names)
    return sum(MUTATIONS[name].structure for name in names) < 2 and (LAYOUTS[layout].blanks or not more)


def _pairs(count: int, series: int = -1) -> list[Trial]:
    """Two or three damages at once."""
    rng = rng_for("pairs", series)
    found = []
    while len(found) < count:
        form, layout = rng.choice(FORMS), rng.choice(FAST)
        fitting = [n for n, m in MUTATIONS.items() if form in m.forms and not m.alone]
        names = rng.sample(fitting, rng.choice((2, 3)))
        if _may_meet(layout, names):
            found.append(Trial(form, layout, tuple(sorted(names)), rng.randrange(3)))
    return found


def _readable(trial: Trial) -> bool:
    """Whether all of the trial's readable figures must be read."""
    return must_be_read(LAYOUTS[trial.layout], trial.damages)


def _explain(trial: Trial) -> list[str]:
    """The false statements of a reading, in words."""
    faults = trial.verdict().faults
    return [f"{f.kind}: {'.'.join(f.key)} printed {f.truth}, read {f.cell.value} {f.cell.raw!r}" for f in faults[:8]]


@pytest.mark.parametrize("layout", FAST)
@pytest.mark.parametrize("form", FORMS)
def test_it_works(form: str, layout: str) -> None:
    """A sound report is read without a mistake; where the layout keeps the order of cells, it is read whole."""
    verdict = Trial(form, layout, ()).verdict()
    assert not verdict.faults
    assert not verdict.unread


@pytest.mark.parametrize("trial", _sample(), ids=lambda trial: trial.name)
def test_it_is_never_silently_wrong(trial: Trial) -> None:
    """Whatever is damaged, no figure is read that a careful reader would not read."""
    assert _explain(trial) == []


@pytest.mark.parametrize("trial", [t for t in _sample() if _readable(t)], ids=lambda trial: trial.name)
def test_it_reads_what_can_be_read(trial: Trial) -> None:
    """Where neither layout nor damage takes away what is needed, every figure is read."""
    assert trial.verdict().unread == []


@pytest.mark.parametrize("trial", _pairs(120), ids=lambda trial: trial.name)
def test_it_is_not_wrong_where_damages_meet(trial: Trial) -> None:
    """Two or three damages at once."""
    assert _explain(trial) == []


@pytest.mark.skipif(not font_at_hand(), reason="no Chinese font to print a PDF with: install fonts-noto-cjk")
@pytest.mark.parametrize("layout", SLOW)
def test_it_reads_pdf(layout: str) -> None:
    """Ruled tables, cut by page breaks or not, are read whole; tables without rules never wrongly."""
    for damages in ((), ("zeros_blank",), ("notes",)):
        verdict = Trial("2021", layout, damages).verdict()
        assert not verdict.faults
        assert not verdict.unread


@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason=FULL_RUN)
@pytest.mark.parametrize("layout", list(LAYOUTS))
@pytest.mark.parametrize("form", FORMS)
def test_it_is_never_wrong_in_any_combination(form: str, layout: str) -> None:
    """Every damage in this layout, with each kind of figures."""
    seeds = (0,) if LAYOUTS[layout].slow else (0, 1, 2)
    wrong = {trial.name: _explain(trial) for trial in trials([form], [layout], list(MUTATIONS), seeds)}
    assert {name: faults for name, faults in wrong.items() if faults} == {}


@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason=FULL_RUN)
@pytest.mark.parametrize("hundred", range(30))
def test_it_is_never_wrong_in_any_meeting(hundred: int) -> None:
    """Three thousand meetings of two or three damages."""
    wrong = {trial.name: _explain(trial) for trial in _pairs(100, hundred)}
    assert {name: faults for name, faults in wrong.items() if faults} == {}

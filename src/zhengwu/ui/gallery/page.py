"""The page of all parts, and the form on it, which sends nothing anywhere."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.cases.shown import PromisedFacts
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Filled
from zhengwu.ui.gallery import cases, forms, lists
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.charts import Chart, Drawing, draw
from zhengwu.ui.parts.dates import Reasoned
from zhengwu.ui.parts.figures import Figure, Provenance
from zhengwu.ui.parts.lights import Light
from zhengwu.ui.parts.paper import Paper, sample
from zhengwu.ui.parts.statutory import StatutoryTable
from zhengwu.ui.parts.steps import Steps
from zhengwu.ui.parts.tables import Fact, Filter, Paging, Progress, Tab, Table
from zhengwu.ui.parts.timeline import Drawn, Happening
from zhengwu.visits import Asked


@dataclass(frozen=True, slots=True)
class PartsPage:
    """Every part in every state."""

    dates: tuple[tuple[str, Reasoned], ...]
    promised: PromisedFacts
    lights: tuple[Light, ...]
    happenings: tuple[Happening, ...]
    clock: tuple[Drawn, ...]
    steps: tuple[Steps, ...]
    statutory: tuple[StatutoryTable, ...]
    figures: tuple[Figure, ...]
    provenance: Provenance
    filters: tuple[Filter, ...]
    table: Table
    bare: Table
    pagings: tuple[Paging, ...]
    tabs: tuple[Tab, ...]
    progress: Progress
    facts: tuple[Fact, ...]
    charts: tuple[tuple[Chart, Drawing], ...]
    form: Filled
    wrong: Filled | None
    crumbs: tuple[Link, ...]
    paper: Paper


@public
def parts(request: Asked) -> HttpResponse:
    """Shows them; a POST of the form goes through reading and refusing as every form does."""
    if request.method == "POST":
        filled = forms.FORM.read(request.POST)
        if filled.sound:
            return onward(request, "/parts", Notice("done", lists.SENT))
        return show(request, "parts.html", _page(request, filled, None), 422)
    empty = forms.FORM.empty(since="2026-10-09")
    return show(request, "parts.html", _page(request, empty, forms.WRONG))


def _page(request: Asked, form: Filled, wrong: Filled | None) -> PartsPage:
    return PartsPage(
        dates=cases.dates(),
        promised=cases.PROMISED,
        lights=cases.LIGHTS,
        happenings=cases.HAPPENINGS,
        clock=cases.CLOCK,
        steps=cases.steps(),
        statutory=cases.statutory_tables(),
        figures=lists.FIGURES,
        provenance=lists.PROVENANCE,
        filters=lists.FILTERS,
        table=lists.table(request.GET.get("sort", "number")[:20]),
        bare=lists.BARE,
        pagings=lists.PAGINGS,
        tabs=lists.TABS,
        progress=lists.PROGRESS,
        facts=lists.FACTS,
        charts=tuple((one, draw(one)) for one in lists.CHARTS),
        form=form,
        wrong=wrong,
        crumbs=lists.CRUMBS,
        paper=sample(),
    )

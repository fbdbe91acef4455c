"""The figures over items: each with what stands above and below the line, for whom, as of when; the items behind it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.http import HttpResponse

from zhengwu.records.items import indicators
from zhengwu.records.items.indicators import Behind
from zhengwu.records.items.lights import Scope
from zhengwu.records.troubles import Words, invalid, missing
from zhengwu.statute.catalogue.indicators import INDICATORS, Attained, attainable
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Column, Fact, Filter, Paging, Table
from zhengwu.ui.writing import number
from zhengwu.visits import Asked
from zhengwu.workbench.items.listing import tabs
from zhengwu.workbench.items.register import Register, Whose, answered, whose
from zhengwu.workbench.items.telling import named
from zhengwu.workbench.items.writing import code_choices

HOME = Link("/desk/indicators", words("items.tab.indicators"))
FIGURE = Words("这个指标", "figure")
SIDES = ("above", "below")
PAGE = 40


@dataclass(frozen=True, slots=True)
class AttainPage:
    """A published percentage tried: which counts give it; `tried` says that somebody asked."""

    form: Filled
    tried: bool
    found: Attained | None
    percent: str
    n: int
    crumbs: tuple[Link, ...]


def _scope(request: Asked, here: Whose) -> tuple[Scope, str, str]:
    """The scope that the address names: "6+1" items, or all powers; at one level or all."""
    kind = "all" if request.GET.get("scope") == "all" else "usual"
    level = str(request.GET.get("level", ""))
    level = level if level in {one.value for one in code_choices("level")} else ""
    make = indicators.every_power if kind == "all" else indicators.usual
    return make(here.path, level=level), kind, level


def _day(request: Asked) -> date:
    """As of which day: one that the address names and that has been, else today. Raises Trouble (invalid)."""
    said = str(request.GET.get("on", "")).strip()
    try:
        return min(date.fromisoformat(said), request.on) if said else request.on
    except ValueError:
        zh, en = f"没有“{said[:20]}”这一天。", f"There is no day “{said[:20]}”."
        raise invalid(
            "invalid_date", f"{zh}请写成2026-03-31这样。", f"{en} Write it like 2026-03-31.", where="on"
        ) from None


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/indicators`: all figures of a body and those below it, as of today or of a day that is past."""
    here, on = whose(request), _day(request)
    scope, kind, level = _scope(request, here)
    counted = indicators.counted(scope, on=on)
    query = {"body": str(here.id), "scope": kind, "level": level, "on": _past(on, request)}
    asked = "&".join(f"{name}={value}" for name, value in query.items() if value)
    rows = tuple(
        (Link(f"/desk/indicators/{key}?{asked}", Words(one.indicator.zh, one.indicator.en)), one.shown(),
         _amount(one.numerator), _amount(one.denominator), one.missing or None, one.indicator.formula)
        for key, one in counted.figures.items()
    )  # fmt: skip
    columns = (
        Column(words("items.figure.name")), Column(words("items.figure.value"), numeric=True),
        Column(words("items.figure.above"), numeric=True), Column(words("items.figure.below"), numeric=True),
        Column(words("items.figure.missing"), numeric=True), Column(words("items.figure.formula")),
    )  # fmt: skip
    scopes = tuple(Choice(key, words(f"items.figure.scope.{key}")) for key in ("usual", "all"))
    page = Register(
        words("items.tab.indicators"),
        words("items.figure.lead", n=counted.items, scope=scope.zh, day=on.isoformat()),
        "/desk/indicators",
        Table(words("items.tab.indicators"), columns, rows if counted.items else ()),
        (words("items.figure.empty"), words("items.figure.empty_how")),
        tabs("indicators"),
        filters=(
            *here.filter,
            Filter("scope", words("items.figure.scope.name"), scopes, kind),
            Filter("level", words("items.column.level"), code_choices("level"), level),
        ),
        note=words("items.figure.note"),
        query=query,
        day=on,
        today=request.on,
        form=True,
    )
    return answered(request, page)


def _past(on: date, request: Asked) -> str:
    """The day as an address has it; empty where it is today."""
    return "" if on == request.on else on.isoformat()


def _amount(value: Fraction) -> str:
    return number("zh", int(value)) if value.denominator == 1 else f"{float(value):.2f}"


@staff
def one(request: Asked, key: str) -> HttpResponse:
    """`/desk/indicators/KEY`: the items above the line, or below it and not above."""
    here, on = whose(request), _day(request)
    if key not in INDICATORS:
        raise missing(FIGURE, where="key")
    scope, kind, level = _scope(request, here)
    found = indicators.behind(scope, key, on=on)
    side = "below" if request.GET.get("side") == "below" else "above"
    query = {"body": str(here.id), "scope": kind, "level": level, "side": side, "on": _past(on, request)}
    return answered(request, _behind(request, here, found, on, query))


def _behind(request: Asked, here: Whose, found: Behind, on: date, query: dict[str, str]) -> Register:
    figure, side = found.figure, query["side"]
    after = str(request.GET.get("after", ""))
    whole = "format" in request.GET
    page = indicators.drilled(
        found, above=side == "above", after="" if whole else after, most=len(figure.below) if whole else PAGE
    )
    rows = tuple(
        (Link(f"/desk/items/{item.id}", item.name), item.code, item.body_name, named("case_type", item.case_type),
         item.statutory_days, item.promised_days, item.visits, item.depth)
        for item in page.rows
    )  # fmt: skip
    names = ("name", "code", "body", "case_type", "statutory_days", "promised_days", "visits", "depth")
    columns = tuple(Column(words(f"items.column.{name}"), numeric=name in names[4:]) for name in names)
    title = Words(figure.indicator.zh, figure.indicator.en)
    sides = tuple(Choice(one, words(f"items.figure.side.{one}")) for one in SIDES)
    return Register(
        title,
        same(figure.indicator.formula),
        f"/desk/indicators/{figure.indicator.key}",
        Table(title, columns, rows),
        (words("items.figure.none"), words("items.figure.none_how")),
        crumbs=(HOME,),
        facts=(
            Fact(words("items.figure.value"), figure.shown()),
            Fact(words("items.figure.above"), _amount(figure.numerator)),
            Fact(words("items.figure.below"), _amount(figure.denominator)),
            Fact(words("items.figure.missing"), figure.missing),
            Fact(words("items.column.body"), here.name),
            Fact(words("items.figure.as_of"), on),
        ),
        filters=(*here.filter, Filter("side", words("items.figure.side.name"), sides, side)),
        paging=Paging(page.after, not after, query),
        query=query,
        day=on,
        today=request.on,
    )


@staff
def attain(request: Asked) -> HttpResponse:
    """`/desk/indicators/attainable`: whether some whole number gives a published percentage at all."""
    whose(request)
    form = Form((
        Field("percent", words("items.attain.percent"), hint=words("items.attain.percent_hint"), most=12, width=8),
        Field("n", words("items.attain.of"), "number", words("items.attain.of_hint"), most=9, width=8),
        Field("cut", words("items.attain.cut"), "checks", required=False, choices=(Choice("yes", words("items.yes")),)),
    ))  # fmt: skip
    tried = "percent" in request.GET
    filled = form.read(request.GET) if tried else form.empty()
    found, n = None, filled.number("n") or 0
    if tried and filled.sound:
        try:
            found = attainable(filled["percent"], n, cut=filled["cut"] == "yes")
        except ValueError:
            filled = filled.wrong("percent", words("items.attain.unreadable"))
    page = AttainPage(filled, tried and filled.sound, found, filled["percent"], n, (HOME,))
    return show(request, "workbench/items/attain.html", page, 200 if filled.sound else 422)

"""Whatever may stand in a cell or behind a label, as it is shown: in every template `said(value)`.

Written in Python, not as a macro, because a list of fifty rows shows hundreds of them. Texts are escaped.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup, escape

from zhengwu.ui.catalogue import say
from zhengwu.ui.links import Link
from zhengwu.ui.parts.lights import Light
from zhengwu.ui.writing import number, when

NOTHING = Markup("—")
LINKED = Markup('<a href="{}">{}</a>')


def said(environment: Environment, lang: str, value: object) -> Markup:
    """A text, words in both languages, a number, a date, a moment, a Link, a Light, or a stroke for None.

    Raises TypeError for anything else: a value that nobody thought of is not shown as Python writes it.
    """
    match value:
        case None | "":
            return NOTHING
        case str():
            return escape(value)
        case Link():
            return LINKED.format(value.href, say(lang, value.said))
        case bool():
            raise TypeError("a truth has no words of its own")
        case int() | float() | Decimal():
            return escape(number(lang, value))
        case date() | datetime():
            return escape(when(lang, value))
        case Light():
            return _lit(environment, value)
    if hasattr(value, "zh") and hasattr(value, "en"):
        return escape(say(lang, value))
    raise TypeError(f"{type(value).__name__} cannot stand in a cell")


@lru_cache(maxsize=2_000)
def _lit(environment: Environment, light: Light) -> Markup:
    module = environment.get_template("parts/lights.html").module
    shown: Markup = module.light(light)  # type: ignore[attr-defined]
    return shown

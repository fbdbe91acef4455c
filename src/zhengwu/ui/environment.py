"""The template language: one Jinja environment a language, so that macros are compiled once and know their language.

Everything is escaped unless it is markup of ours. A name that does not exist is an error, not an empty text. In every
template: `t(id, …)` a sentence of the catalogue, `say(words)` words that carry both languages, `said(value)` whatever
may stand in a cell, `offered(choices, value)` the options of a select, `lang`, `static(name)`, and the filters of
`ui.writing` (`day`, `moment`, `number`, `size`).
"""

from functools import cache, partial

from django.conf import settings
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from zhengwu.ui import writing
from zhengwu.ui.catalogue import say, text
from zhengwu.ui.forms import offered
from zhengwu.ui.shipped import address
from zhengwu.ui.values import said


@cache
def environment(lang: str) -> Environment:
    """The environment of a language; compiled templates are kept in ZHENGWU_HOME/templates."""
    kept = settings.HOME / "templates"
    kept.mkdir(mode=0o700, exist_ok=True)
    made = Environment(
        loader=FileSystemLoader(settings.TEMPLATE_FOLDERS),
        bytecode_cache=FileSystemBytecodeCache(str(kept)),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=settings.MODE == "demo",
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    made.globals.update(
        t=partial(text, lang),
        say=partial(say, lang),
        said=partial(said, made, lang),
        offered=partial(offered, lang),
        lang=lang,
        static=address,
        demo=settings.MODE == "demo",
    )
    made.filters.update({name: partial(found, lang) for name, found in writing.FILTERS.items()})
    return made

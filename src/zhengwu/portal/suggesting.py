"""`/search/suggest?q=`: what somebody may be about to type, as a list of texts in JSON, the likeliest first.

Names of services and guides, then titles of what was published lately that hold what was typed, those that begin with
it first. The page works without: `suggest.js` offers them in a datalist.
"""

import orjson
from django.http import HttpResponse

from zhengwu.portal import finding, pacing
from zhengwu.records.findable.folding import fold
from zhengwu.records.publications import finding as publications
from zhengwu.records.troubles import Trouble
from zhengwu.ui.doors import public
from zhengwu.visits import Asked

LEAST, LONGEST = 2, 40  # characters for which something is suggested
MOST, NAMES = 8, 3  # suggestions; names among them
LOOKED = 40  # publications whose titles are looked at
HEADERS = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"}


@public
def suggest(request: Asked) -> HttpResponse:
    """A list, empty where there is nothing to suggest; 429 and an empty one for who asks too often."""
    q = " ".join(str(request.GET.get("q", "")).split())
    try:
        pacing.pace("suggest", request.address, at=request.at)
    except Trouble as trouble:
        return _told([], 429, {"Retry-After": str(trouble.wait)})
    return _told(suggestions(q) if LEAST <= len(q) <= LONGEST else [])


def suggestions(q: str) -> list[str]:
    """What may be meant by a text that is being typed."""
    typed = fold(q)
    names = [one.title.zh for one in finding.beside(q) if typed in fold(one.title.zh)]
    titles = {title: fold(title) for _, title in publications.named(q, LOOKED)}
    begin = [title for title, folded in titles.items() if folded.startswith(typed)]
    hold = [title for title, folded in titles.items() if typed in folded]
    return list(dict.fromkeys([*names[:NAMES], *begin, *hold]))[:MOST]


def _told(found: list[str], status: int = 200, more: dict[str, str] | None = None) -> HttpResponse:
    headers = {**HEADERS, **(more or {})}
    return HttpResponse(orjson.dumps(found), content_type="application/json", headers=headers, status=status)

"""A form that came after its sender's session had ended: nothing is done, and what was typed is given back."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from zhengwu.ui.pages import show
from zhengwu.visits import SAFE

SHORTEST, MOST = 8, 40  # signs of a text that is worth giving back; texts
OURS = frozenset({"csrf", "key", "seen"})  # what a form carries by itself


@dataclass(frozen=True, slots=True)
class LapsedPage:
    """Where to sign in, and the texts that were typed."""

    sign_in: str
    typed: tuple[str, ...]

    @property
    def fields(self) -> tuple[tuple[str, int], ...]:
        """Each text with the rows that it takes."""
        return tuple((text, min(2 + len(text) // 40 + text.count("\n"), 16)) for text in self.typed)


def given_back(request: HttpRequest, sign_in: str) -> HttpResponse | None:
    """The page with what was typed; None where nothing was, or where another site sent it."""
    if request.method in SAFE or urlsplit(request.headers.get("Origin", "")).netloc != request.get_host():
        return None
    sent = [(name, text.strip()) for name, texts in request.POST.lists() for text in texts if isinstance(text, str)]
    typed = tuple(text for name, text in sent if name not in OURS and "password" not in name and _is_written(text))
    return show(request, "lapsed.html", LapsedPage(sign_in, typed[:MOST]), 401) if typed else None


def _is_written(text: str) -> bool:
    """Whether somebody wrote it, and it is no key of a choice: Chinese, or several words."""
    return any("一" <= sign <= "鿿" for sign in text) or (len(text) >= SHORTEST and " " in text)

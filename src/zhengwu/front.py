"""In front of Django: an answer that anybody may keep is given again as it is, while nothing at all was written since.

Only answers of `zhengwu.portal.publications.kept` are remembered, which say so. They depend on the
records, on the day at the office, and on what is in `ASKED` of a request; whoever asks otherwise, or after any write,
goes the whole way. Nothing that was withdrawn can come from here: withdrawing is a write.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from zhengwu.api import moment
from zhengwu.portal.publications.kept import REMEMBERED
from zhengwu.records.moments import day_of
from zhengwu.records.unchanged import mark

MOST_BYTES = 24_000_000  # of a process
LONGEST = 600  # characters of a question; a longer one is not remembered
ASKED = (
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_HOST",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_COOKIE",
    "HTTP_IF_NONE_MATCH",
    "wsgi.url_scheme",
)
Environ = dict[str, Any]
Key = tuple[Any, ...]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered when the database had this mark."""

    mark: object
    status: str
    headers: list[tuple[str, str]]
    content: bytes


class Memory:
    """Answers by their questions; those that nobody asked for longest make room."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most, self.bytes = most, 0
        self.answers: OrderedDict[Key, Answer] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Key, now: object) -> Answer | None:
        """The answer to this question, if nothing was written since."""
        with self.lock:
            answer = self.answers.get(key)
            if answer is None or answer.mark != now:
                return None
            self.answers.move_to_end(key)
            return answer

    def put(self, key: Key, answer: Answer) -> None:
        """Remembers an answer instead of the one before."""
        size = len(answer.content)
        with self.lock:
            before = self.answers.pop(key, None)
            self.bytes -= len(before.content) if before else 0
            if size * 10 > self.most:
                return
            self.answers[key] = answer
            self.bytes += size
            while self.bytes > self.most:
                self.bytes -= len(self.answers.popitem(last=False)[1].content)


def remembering(application: Application, memory: Memory | None = None) -> Application:
    """The application with a memory in front of it."""
    kept = memory or Memory()

    def answered(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET":
            return application(environ, start)
        key = (*map(environ.get, ASKED), day_of(moment.now()))
        now = mark()
        known = kept.get(key, now) if now is not None else None
        if known is not None:
            start(known.status, known.headers)
            return (known.content,)
        said: list[Any] = []

        def heard(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said[:] = [status, headers]
            return start(status, headers, *more)

        response = application(environ, heard)
        if now is not None and getattr(response, REMEMBERED, False) and sum(map(len, map(str, key))) <= LONGEST:
            kept.put(key, Answer(now, said[0], said[1], response.content))  # type: ignore[attr-defined]
        return response

    return answered

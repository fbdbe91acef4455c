"""Writes that wait at the same moment, done in one transaction: one wait for the disk, and hardly more statements.

Whoever comes while nobody writes, writes at once. Whoever comes while somebody does waits, and the first of those who
wait then writes for all of them. So nobody waits for company, and the busier it is the more are written together. Each
is durable before its caller goes on, and each is all or nothing: where they cannot be written together, each is
written alone and only the one that fails is told so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection, transaction

Wanted = TypeVar("Wanted")
Made = TypeVar("Made")
MOST = 32  # written together: nobody waits for long


@dataclass(eq=False, slots=True)
class _Place(Generic[Wanted, Made]):
    """One in the queue: what is wanted, and what came of it. `woken` is released when there is something to know."""

    wanted: Wanted
    made: Made | None = None
    failed: BaseException | None = None
    is_done: bool = False
    woken: Lock = field(default_factory=Lock)


class Gathering(Generic[Wanted, Made]):
    """The queue of one kind of write in this process; `together` writes several in the caller's transaction."""

    def __init__(self, together: Callable[[Sequence[Wanted]], Sequence[Made]]) -> None:
        self._together = together
        self._lock = Lock()
        self._waiting: list[_Place[Wanted, Made]] = []
        self._is_busy = False

    def put(self, wanted: Wanted) -> Made:
        """Writes one, with whatever else waits; in the transaction of a caller who has one. Raises what it raises."""
        if connection.in_atomic_block:
            return self._alone(wanted)
        mine: _Place[Wanted, Made] = _Place(wanted)
        mine.woken.acquire()
        with self._lock:
            self._waiting.append(mine)
            leads, self._is_busy = not self._is_busy, True
        if not leads:
            mine.woken.acquire()
        if not mine.is_done:
            self._lead()
        if mine.failed is not None:
            raise mine.failed
        return mine.made  # type: ignore[return-value]

    def _lead(self) -> None:
        """Writes for all who wait, oneself the first of them, and hands over to the next."""
        with self._lock:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        try:
            self._written(batch)
        finally:
            for place in batch:
                place.is_done = True
                place.woken.release()
            with self._lock:
                self._is_busy = bool(self._waiting)
                if self._waiting:
                    self._waiting[0].woken.release()

    def _written(self, batch: Sequence[_Place[Wanted, Made]]) -> None:
        if len(batch) > 1:
            try:
                with transaction.atomic(durable=True):
                    made = self._together([place.wanted for place in batch])
            except Exception:  # noqa: BLE001 - each is told below what is wrong with its own
                pass
            else:
                for place, one in zip(batch, made, strict=True):
                    place.made = one
                return
        for place in batch:
            try:
                place.made = self._alone(place.wanted)
            except BaseException as error:  # noqa: BLE001 - raised again where it was asked for
                place.failed = error

    def _alone(self, wanted: Wanted) -> Made:
        with transaction.atomic():
            return self._together([wanted])[0]

"""Bounds one piece of work in time and memory, inside the process that does it. POSIX; elsewhere there is no bound."""

import contextlib
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost: seconds on the clock, bytes of address space beyond what its process began with."""

    seconds: float = 60.0
    memory: int = 2 * 2**30


class TimeUp(BaseException):
    """The time for this piece of work is over. No Exception, so that nobody below takes it for a broken file."""


def limit_memory(size: int) -> None:
    """From now on this process gets at most `size` bytes more than it has; beyond that Python raises MemoryError."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        return
    size += _in_use(resource.getpagesize())
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))


def _in_use(page: int) -> int:
    """Bytes of address space that this process has already, as far as the system tells."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * page
    except (OSError, ValueError, IndexError):
        return 0


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises TimeUp inside the block when it has run for `seconds`."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(signum: int, frame: FrameType | None) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

"""Times of many turns of one piece of work, and what of them is told."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Times:
    """So many turns: turns a second, milliseconds at the median and at high percentiles, CPU milliseconds each."""

    turns: int
    per_second: float
    p50: float
    p95: float
    p99: float
    cpu: float

    def told(self) -> dict[str, float]:
        """The same for JSON."""
        return asdict(self)


def timed(work: Callable[[], object], turns: int, warm: int = 3) -> Times:
    """Runs the work so many times, after a few turns that warm up."""
    for _ in range(warm):
        work()
    walls, cpu = [], time.process_time()
    for _ in range(turns):
        begun = time.perf_counter()
        work()
        walls.append(time.perf_counter() - begun)
    return told(walls, time.process_time() - cpu)


def told(walls: Sequence[float], cpu: float, *, seconds: float = 0.0) -> Times:
    """Times from the seconds of each turn; `seconds` on the clock where turns ran side by side."""
    ordered = sorted(walls)
    at = lambda share: ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000  # noqa: E731
    rate = len(ordered) / (seconds or sum(ordered))
    return Times(len(ordered), rate, at(0.5), at(0.95), at(0.99), cpu / len(ordered) * 1000)


def cpu_of(pids: Sequence[int]) -> float:
    """Seconds of CPU that these processes have used so far, from /proc."""
    import os
    from pathlib import Path

    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")

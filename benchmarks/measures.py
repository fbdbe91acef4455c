"""Runs a command and says how long it took and how much memory its largest process had."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Run:
    """A finished run: seconds on the clock, seconds of CPU, and the peak of its largest process in MB."""

    seconds: float
    cpu: float
    peak: float


def run(*arguments: str) -> Run:
    """Runs `python ARGUMENTS`, its output thrown away."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode > 1:
        raise SystemExit(f"benchmarks: {' '.join(arguments)} ended with code {process.returncode}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def number_from(*arguments: str) -> float:
    """The number that `python -m benchmarks.single ARGUMENTS` prints."""
    command = [sys.executable, "-m", "benchmarks.single", *arguments]
    return float(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))


def filled(folder: Path, kind: str, count: int) -> int:
    """Makes input files in another process, whose memory would else count as that of the commands started here."""
    command = [sys.executable, "-m", "benchmarks.inputs", str(folder), kind, str(count)]
    return int(subprocess.run(command, check=True, capture_output=True).stdout)


def read_folder(folder: Path, jobs: int) -> Run:
    """Reads a folder to JSON with so many worker processes."""
    return run("-m", "zhengwu", "report", "read", str(folder), "--json", "--jobs", str(jobs))


def start_times(*arguments: str, times: int = 11) -> list[float]:
    """The times on the clock of so many starts, in milliseconds, shortest first."""
    return sorted(run(*arguments).seconds * 1000 for _ in range(times))


def parallel_limit(jobs: int) -> float:
    """How many times one core this machine gives `jobs` processes just now, on arithmetic alone."""
    burn = [sys.executable, "-c", "sum(i * i for i in range(12_000_000))"]

    def wall(count: int) -> float:
        begun = time.perf_counter()
        for process in [subprocess.Popen(burn) for _ in range(count)]:
            process.wait()
        return time.perf_counter() - begun

    one = wall(1)
    return jobs * one / wall(jobs)


def memory_of_run(folder: Path, jobs: int, marks: dict[str, int]) -> dict[str, float]:
    """MB of the command and its workers together, when it has printed so many lines."""
    command = [sys.executable, "-m", "zhengwu", "report", "read", str(folder), "--json", "--jobs", str(jobs)]
    found: dict[str, float] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for number, _ in enumerate(process.stdout, start=1):
            for name, mark in marks.items():
                if number == mark:
                    found[name] = _resident(process.pid)
    return found


def _resident(pid: int) -> float:
    """MB that a process and its children hold now; pages that they share are counted once."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_proportional(process) for process in (str(pid), *children))


def _proportional(pid: str) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def machine() -> dict[str, Any]:
    """What it was measured on."""
    cores = len(os.sched_getaffinity(0))
    cpu = Path("/proc/cpuinfo").read_text().split("model name\t: ")[-1].splitlines()[0]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 2**20
    return {"cores": cores, "cpu": cpu, "memory": memory, "python": sys.version.split()[0]}

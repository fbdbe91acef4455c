"""The API over loopback, behind `zhengwu serve` with two workers: a case's detail, the inbox, a submission, a step.

Runs in the measuring process, which has no Django; what it needs on file it has made by `python -m
benchmarks.records.desk`. CPU is that of the server's processes, from /proc; it is the figure to trust where the load
client and others share the cores.
"""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks.records.ground import Ground
from benchmarks.records.timing import cpu_of

WORKERS, CONNECTIONS, PATIENCE = 2, 8, 120
INTAKE = 16  # clients that hand in at once: what waits together is written together
Request = tuple[str, str, dict[str, str], str]


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def served(ground: Ground, path: str, *arguments: str) -> Iterator[tuple[int, list[int]]]:
    """A server that answers at this path; gives its port and the ids of its processes. It is stopped afterwards."""
    port = free_port()
    command = [sys.executable, *(one.format(port=port) for one in arguments)]
    process = subprocess.Popen(command, env=ground.environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, path)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        yield port, [process.pid, *map(int, children)]
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int, path: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise SystemExit("benchmarks: the server did not answer")


def loaded(
    port: int, processes: list[int], requests: list[Request], warm: int, connections: int = CONNECTIONS
) -> dict[str, Any]:
    """Sends the first few to warm up, then the others, and gives their times with the server's CPU a request."""
    _send(port, requests[:warm], connections)
    before = cpu_of(processes)
    times = _send(port, requests[warm:], connections)
    return times | {"cpu": (cpu_of(processes) - before) / (len(requests) - warm) * 1000}


def _send(port: int, requests: list[Request], connections: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.records.load", str(port), str(connections)]
    ended = subprocess.run(
        command, input=json.dumps(requests).encode(), stdout=subprocess.PIPE, check=True, timeout=300
    )
    times: dict[str, Any] = json.loads(ended.stdout)
    if times["failed"]:
        raise SystemExit(f"benchmarks: {times['failed']} requests failed; the first: {times['first']}")
    return times


def measured(ground: Ground, turns: int) -> dict[str, Any]:
    """All of it on one ground: name of the question to its times."""
    desk = ground.ask("desk", turns)
    warm = max(20, turns // 10)
    found: dict[str, Any] = {}
    with served(ground, "/ok", "-m", "benchmarks.records.bare", "{port}", str(WORKERS)) as (port, processes):
        found["bare"] = loaded(port, processes, [("GET", "/ok", {}, "")] * (turns * 4), warm)
    command = ("-m", "zhengwu", "serve", "--port", "{port}", "--workers", str(WORKERS))
    with served(ground, "/healthz", *command) as (port, processes):
        for name, requests in desk.items():
            clients = INTAKE if name in ("submission", "application") else CONNECTIONS
            found[name] = loaded(port, processes, requests, warm, clients)
    return found

"""A load of requests over loopback, from a process of its own: connections kept alive, each sending one at a time.

`python -m benchmarks.records.load PORT CONNECTIONS` reads a JSON list of `[method, path, headers, body]` from standard
input, sends each once, and prints requests a second, milliseconds at the median and the 95th percentile, its own CPU
milliseconds a request, and how many answers were not of the 200s, with the first of them. It shares the cores with what
it measures, so it is plain sockets and one `epoll`, and looks at every answer all the same.
"""

import json
import re
import select
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from benchmarks.records.timing import told

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
PATIENCE = 60  # seconds without any answer


def encoded(method: str, path: str, headers: dict[str, str], body: str) -> bytes:
    """A request as it goes over the wire."""
    content = body.encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
    if content:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join([*lines, "", ""]).encode() + content


@dataclass
class Line:
    """A connection and what it waits for: when it asked, and what of the answer has come."""

    socket: socket.socket
    begun: float = 0.0
    come: bytes = b""

    def ask(self, request: bytes) -> None:
        """Sends a request."""
        self.begun, self.come = time.perf_counter(), b""
        self.socket.sendall(request)

    def answered(self) -> tuple[int, bytes] | None:
        """Takes what has come; the answer's status and body where it is whole."""
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise SystemExit("benchmarks: the server closed a connection")
        self.come += piece
        head = self.come.find(b"\r\n\r\n")
        if head < 0:
            return None
        length = LENGTH.search(self.come, 0, head)
        if length is None:
            raise SystemExit("benchmarks: an answer does not say how long it is")
        body = self.come[head + 4 :]
        return (int(self.come[9:12]), body) if len(body) == int(length[1]) else None


@dataclass
class Load:
    """What is still to be sent, and what came of the others."""

    waiting: list[bytes]
    walls: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def take(self, line: Line) -> bool:
        """What has come at a connection; sends the next request where the answer is whole. False: no more to send."""
        answer = line.answered()
        if answer is None:
            return True
        self.walls.append(time.perf_counter() - line.begun)
        status, body = answer
        if not 200 <= status < 300:
            self.failed.append(f"{status} {body.decode()[:300]}")
        if self.waiting:
            line.ask(self.waiting.pop())
            return True
        return False


def sent(port: int, connections: int, requests: list[bytes]) -> dict[str, Any]:
    """Sends them all; gives the times."""
    load, poll = Load(requests[::-1]), select.epoll()
    lines = {}
    for _ in range(min(connections, len(requests))):
        line = Line(socket.create_connection(("127.0.0.1", port)))
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines[line.socket.fileno()] = line
        poll.register(line.socket, select.EPOLLIN)
    begun, cpu = time.perf_counter(), time.process_time()
    for line in lines.values():
        line.ask(load.waiting.pop())
    while lines:
        ready = poll.poll(PATIENCE)
        if not ready:
            raise SystemExit(f"benchmarks: no answer for {PATIENCE} seconds")
        for number, _ in ready:
            if not load.take(lines[number]):
                poll.unregister(number)
                lines.pop(number).socket.close()
    times = told(load.walls, 0.0, seconds=time.perf_counter() - begun).told()
    own = (time.process_time() - cpu) / len(requests) * 1000
    return times | {"client": own, "failed": len(load.failed), "first": load.failed[:1]}


def main() -> None:
    """Sends what standard input holds and prints the times."""
    requests = [encoded(*one) for one in json.load(sys.stdin)]
    print(json.dumps(sent(int(sys.argv[1]), int(sys.argv[2]), requests)))


if __name__ == "__main__":
    main()

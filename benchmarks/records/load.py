"""A load of requests over loopback, from a process of its own: connections kept alive, each sending one at a time.

`python -m benchmarks.records.load PORT CONNECTIONS` reads a JSON list of `[method, path, headers, body]` from standard
input, sends each once, and prints requests a second, milliseconds at the median and the 95th percentile, and how many
answers were not of the 200s, with the first of them.
"""

import asyncio
import json
import re
import sys
import time
from typing import Any

from benchmarks.records.timing import told

LENGTH = re.compile(rb"content-length: *(\d+)")


def encoded(method: str, path: str, headers: dict[str, str], body: str) -> bytes:
    """A request as it goes over the wire."""
    content = body.encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
    if content:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join([*lines, "", ""]).encode() + content


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[int, bytes]:
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = LENGTH.search(head)
    if length:
        return int(head[9:12]), await reader.readexactly(int(length[1]))
    parts = []
    while size := int(await reader.readuntil(b"\r\n"), 16):  # in chunks
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return int(head[9:12]), b"".join(parts)


async def _client(port: int, waiting: list[bytes], walls: list[float], failed: list[str]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    while waiting:
        request, begun = waiting.pop(), time.perf_counter()
        status, answer = await _asked(reader, writer, request)
        walls.append(time.perf_counter() - begun)
        if not 200 <= status < 300:
            failed.append(f"{status} {answer.decode()[:300]}")
    writer.close()


async def sent(port: int, connections: int, requests: list[bytes]) -> dict[str, Any]:
    """Sends them all; gives the times."""
    walls: list[float] = []
    failed: list[str] = []
    waiting, begun = requests[::-1], time.perf_counter()
    await asyncio.gather(*(_client(port, waiting, walls, failed) for _ in range(connections)))
    times = told(walls, 0.0, seconds=time.perf_counter() - begun)
    return times.told() | {"failed": len(failed), "first": failed[:1]}


def main() -> None:
    """Sends what standard input holds and prints the times."""
    requests = [encoded(*one) for one in json.load(sys.stdin)]
    print(json.dumps(asyncio.run(sent(int(sys.argv[1]), int(sys.argv[2]), requests))))


if __name__ == "__main__":
    main()

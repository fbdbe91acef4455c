"""The demonstration as a process of its own, for who looks at it from outside: pictures, measurements."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Running:
    """Where it is served, what it was built with (`demonstration.json`), and its server's process."""

    url: str
    kept: dict[str, Any]
    process: int

    @property
    def facts(self) -> dict[str, Any]:
        """The numbers that addresses need: cases, bodies, years."""
        found: dict[str, Any] = self.kept["facts"]
        return found


@contextmanager
def running(home: Path) -> Iterator[Running]:
    """Builds the district in `home` if it is not there, serves it, and takes it down afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "examples.district", "--port", str(port), "--home", str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stdout or ():
                if "Ctrl-C" in line:
                    break
            kept = json.loads((home / "demonstration.json").read_text("utf-8"))
            yield Running(f"http://127.0.0.1:{port}", kept, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)

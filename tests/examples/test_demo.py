"""`make demo` as somebody meets it: built, served, looked at by the lines it prints, stopped, started again."""

import json
import re
import signal
import socket
import subprocess
import time
from http.client import HTTPConnection
from urllib.parse import quote

import pytest

from tests.house.tree import ROOT

pytestmark = pytest.mark.slow
BUILT_WITHIN, AGAIN_WITHIN = 300, 30  # seconds, on a machine that does other things too; a quiet one: 40 and 4


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


class Demo:
    """The demonstration as a process, and what it has printed so far."""

    def __init__(self, home, port):
        python = ROOT / ".venv" / "bin" / "python"
        command = [str(python), "-m", "examples.district", "--port", str(port), "--home", str(home)]
        self.printed, self.begun = "", time.monotonic()
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def until(self, text):
        """Reads until a line holds the text; gives the seconds since the start."""
        for line in self.process.stdout:
            self.printed += line
            if text in line:
                return time.monotonic() - self.begun
        raise AssertionError(self.printed)

    def stop(self):
        """Ends it as `make` would, and gives its exit code."""
        self.process.send_signal(signal.SIGTERM)
        self.printed += self.process.stdout.read()
        return self.process.wait(timeout=20)


def status(port, path):
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def assert_led(home, port):
    """The guided paths are linked on the first page, and each of their steps leads somewhere."""
    assert "两分钟导览" in status(port, "/")[1].decode()
    for path in json.loads((home / "guided.json").read_text("utf-8")):
        steps = [step["href"] for step in path["steps"] if step.get("href")]
        assert {status(port, quote(step, safe="/?=&"))[0] for step in steps} <= {200, 303}, path["key"]


def test_it_is_built_served_looked_at_and_stopped(tmp_path):
    port = free_port()
    demo = Demo(tmp_path / "demo", port)
    try:
        assert demo.until("Ctrl-C") < BUILT_WITHIN
        assert f"\nhttp://127.0.0.1:{port}\n" in demo.printed
        assert status(port, "/healthz")[0] == 200
        assert len(json.loads(status(port, "/api/openapi.json")[1])["paths"]) > 20
        assert status(port, "/")[0] == 200
        lines = re.findall(r"^  (curl .*)$", demo.printed, re.MULTILINE)
        assert len(lines) >= 4
        assert_led(tmp_path / "demo", port)
        for line in lines:
            whole = re.sub(r" \|.*", " -f", line.replace("/tmp/qinghe", str(tmp_path / "qinghe")))
            shown = subprocess.run(["sh", "-c", whole], capture_output=True, text=True, check=False)
            assert shown.returncode == 0, line
            assert json.loads(shown.stdout)
        assert Demo(tmp_path / "demo", port).process.wait(timeout=20) == 64  # the port is taken
    finally:
        assert demo.stop() == 0
    again = Demo(tmp_path / "demo", port)
    try:
        assert again.until("Ctrl-C") < AGAIN_WITHIN
    finally:
        assert again.stop() == 0

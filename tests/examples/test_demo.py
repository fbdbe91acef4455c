"""`make demo` as somebody meets it: built, served, looked at by the lines it prints, stopped, started again."""

import json
import re
import subprocess
from http.client import HTTPConnection
from urllib.parse import quote

import pytest

from tests import demonstration
from tests.demonstration import Demo, free_port

pytestmark = pytest.mark.slow
BUILT_WITHIN, AGAIN_WITHIN = 300, 30  # seconds, on a machine that does other things too; a quiet one: 40 and 4


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


def assert_tried(demo, folder):
    """Each line that it tells to type works, and answers with JSON."""
    lines = re.findall(r"^  (curl .*)$", demo.printed, re.MULTILINE)
    assert len(lines) >= 4
    for line in lines:
        whole = re.sub(r" \|.*", " -f", line.replace("/tmp/qinghe", str(folder / "qinghe")))
        shown = subprocess.run(["sh", "-c", whole], capture_output=True, text=True, check=False)
        assert shown.returncode == 0, line
        assert json.loads(shown.stdout)


def test_it_is_built_served_and_stopped(tmp_path_factory):
    first = json.loads((demonstration.built(tmp_path_factory) / demonstration.STORY).read_text("utf-8"))
    assert first["seconds"] < BUILT_WITHIN
    assert first["code"] == 0
    assert "建立虚构的青禾区" in first["printed"]
    assert re.search(r"\nhttp://127.0.0.1:\d+\n", first["printed"])


def test_it_is_started_again_and_looked_at(tmp_path_factory, tmp_path):
    home, port = demonstration.copied(tmp_path_factory, tmp_path / "demo"), free_port()
    demo = Demo(home, port)
    try:
        assert demo.until("Ctrl-C") < AGAIN_WITHIN
        assert f"\nhttp://127.0.0.1:{port}\n" in f"\n{demo.printed}"
        assert "建立虚构的青禾区" not in demo.printed
        assert status(port, "/healthz")[0] == 200
        assert len(json.loads(status(port, "/api/openapi.json")[1])["paths"]) > 20
        assert_led(home, port)
        assert_tried(demo, tmp_path)
        assert Demo(home, port).process.wait(timeout=20) == 64  # the port is taken
    finally:
        assert demo.stop() == 0

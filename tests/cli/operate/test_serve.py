"""An installation from nothing: keys, tables, the first administrator, serving, stopping; in processes of its own."""

import json
import os
import socket
import subprocess
import sys
from http.client import HTTPConnection
from threading import Timer

import pytest

from tests.tables import laid

FOUND = [
    "found",
    "--body",
    "青禾区人民政府",
    "--short",
    "青禾",
    "--prefix",
    "QH",
    "--username",
    "admin",
    "--name",
    "管理员甲",
]


def environment(home, **more):
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("ZHENGWU", "DATABASE", "DJANGO"))
    }
    return {**clean, "ZHENGWU_MODE": "demo", "ZHENGWU_HOME": str(home), **more}


def run(home, *args, **more):
    command = [sys.executable, "-m", "zhengwu", *args]
    return subprocess.run(command, env=environment(home, **more), capture_output=True, text=True, check=False)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def get(address, path):
    connection = HTTPConnection(address.removeprefix("http://"), timeout=10)
    connection.request("GET", path)
    return json.load(connection.getresponse())


@pytest.fixture
def server(tmp_path):
    """A server on fresh tables; gives its process and its address as printed."""
    command = [sys.executable, "-m", "zhengwu", "serve", "--migrate", "--workers", "1", "--port", str(free_port())]
    with subprocess.Popen(command, env=environment(tmp_path), stdout=subprocess.PIPE, text=True) as process:
        impatient = Timer(200, process.terminate)
        impatient.start()
        yield process, process.stdout.readline().strip()
        impatient.cancel()
        process.terminate()


@pytest.mark.slow
def test_it_works(server):
    process, address = server
    assert get(address, "/healthz")["migrated"] is True
    assert get(address, "/api/openapi.json")["info"]["title"] == "Zhengwu 政务"
    process.terminate()
    assert process.wait(20) == 0


@pytest.mark.slow
def test_it_refuses_a_port_that_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run(laid(tmp_path), "serve", "--migrate", "--port", str(taken.getsockname()[1]))
    assert (result.returncode, "--port" in result.stderr) == (64, True)


@pytest.mark.slow
def test_it_refuses_tables_that_are_not_there_and_a_database_that_does_not_answer(tmp_path):
    assert "serve --migrate" in run(tmp_path, "serve").stderr
    result = run(tmp_path, "serve", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert (result.returncode, "Traceback" in result.stderr, "DATABASE_URL" in result.stderr) == (73, False, True)


@pytest.mark.slow
def test_an_administrator_is_founded_once(tmp_path):
    first, again = run(laid(tmp_path), *FOUND, "--migrate"), run(tmp_path, *FOUND)
    assert (first.returncode, len(first.stdout.strip())) == (0, 16)
    assert (again.returncode, again.stdout) == (64, "")


def test_production_starts_with_the_keys_that_it_makes(tmp_path):
    keys = dict(line.split("=", 1) for line in run(tmp_path, "keys").stdout.splitlines())
    assert set(keys) == {"ZHENGWU_SECRET_KEY", "ZHENGWU_SEAL_KEY"}
    refused = run(tmp_path, "serve", ZHENGWU_MODE="production")
    accepted = run(tmp_path, "serve", ZHENGWU_MODE="production", **keys)
    assert (refused.returncode, accepted.returncode) == (78, 73)

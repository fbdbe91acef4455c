"""The guide to the API is run: each example is asked in turn, and answered as the guide says."""

import os
import re
import shlex
import subprocess
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import orjson
import pytest

from tests.api.test_applications import RECORD
from zhengwu.cli.operate.senders import senders
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.outbox.actions import Sending

GUIDE = Path(__file__).parents[2] / "docs/guides/api.md"
TEXT = GUIDE.read_text("utf-8")
EXAMPLES = re.findall(r"^```http\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
TYPED = re.findall(r"^```console\n\$ curl (.*?)\n(\d+)\n(.*?)\n```", TEXT, re.MULTILINE | re.DOTALL)
ASKED = re.compile(r"(?:(\w+) )?(GET|POST) /api(\S+)")
NAME = re.compile(r"\{(\w+)\}")
VARIABLE = re.compile(r"\$([A-Z]+)")


def named(text, known):
    """The text with what is known put in for the names in braces."""
    return NAME.sub(lambda name: str(known[name[1]]), text)


@pytest.mark.django_db
def test_every_example_is_answered_as_the_guide_says(counter):
    known = {"body": counter.body}
    counter.token("bureau", "publication.import")
    for example in EXAMPLES:
        first, *body, status = named(example, known).strip().splitlines()
        who, method, path = ASKED.fullmatch(first).groups()
        said = orjson.loads(body[0]) if body else None
        response = counter.ask(who or "public", method, path, said)
        assert response.status_code == int(status), (example, response.said)
        if path == "/requests":
            known = {**response.said, **known}  # the first request keeps its name
        elif path.endswith("/steps") and method == "POST" and response.status_code == 201:
            known["length"] = response.said["length"]
    assert len(EXAMPLES) > 15


def asked(typed):
    """Path, what is said (None for a question), and headers of a line of curl."""
    path, said, headers, query = "", None, {}, []
    words = iter(shlex.split(typed))
    for word in words:
        match word:
            case "-G":
                pass
            case "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            case "--json":
                said = orjson.loads(next(words))
            case "--data-urlencode":
                name, _, value = next(words).partition("=")
                query.append(f"{name}={quote(value)}")
            case _:
                path = word
    return "?".join([path, "&".join(query)] if query else [path]), said, headers


def compared(wanted, found, known, at=""):
    """Holds an answer against what the guide shows of it; names in capitals are learnt where they are met first."""
    if isinstance(wanted, dict):
        for key, value in wanted.items():
            compared(value, found[key], known, f"{at}.{key}")
    elif isinstance(wanted, list):
        assert len(wanted) == len(found), (at, found)
        for place, (one, other) in enumerate(zip(wanted, found, strict=True)):
            compared(one, other, known, f"{at}[{place}]")
    elif isinstance(wanted, str) and VARIABLE.fullmatch(wanted):
        assert found, at
        assert known.setdefault(wanted[1:], found) == found, at
    else:
        assert wanted == found, at


@pytest.mark.django_db
def test_every_line_of_curl_is_answered_as_the_guide_shows(counter):
    load([Loaded(counter.body, RECORD, date(2026, 1, 1))], by="承办人", at=counter.clock.now)
    counter.token("hall", "case.read", "case.register", "as.clerk").token("bureau", "publication.import")
    known = {"SITE": "", "BODY": counter.body, **{name.upper(): secret for name, secret in counter.secrets.items()}}
    for typed, status, shown in TYPED:
        path, said, headers = asked(VARIABLE.sub(lambda name: str(known[name[1]]), typed))
        method = "GET" if said is None else "POST"
        response = counter.ask("", method, path.removeprefix("/api"), said, **headers)
        assert response.status_code == int(status), (typed, response.said)
        compared(orjson.loads(shown), response.said, known)
    assert len(TYPED) > 8


class Receiver(BaseHTTPRequestHandler):
    """Remembers the one message that it gets."""

    def do_POST(self):
        self.server.heard = (self.rfile.read(int(self.headers["Content-Length"])), dict(self.headers))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_a_system_is_told_as_the_guide_shows(tmp_path, monkeypatch):
    body = re.search(r"^```json\n(.*)\n```", TEXT, re.MULTILINE)[1]
    signature, secret = re.search(r"Signature` is `(\w{64})` where the\nsecret is `(.+?)`", TEXT).groups()
    said = orjson.loads(body)
    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.timeout = 10
        thread = Thread(target=server.handle_request)
        thread.start()
        monkeypatch.setenv("ZHENGWU_WEBHOOK", f"http://127.0.0.1:{server.server_port}/")
        monkeypatch.setenv("ZHENGWU_WEBHOOK_SECRET", secret)
        senders()[said["kind"]](Sending(said["id"], said["kind"], said["payload"], said["body"], 0))
        thread.join()
    content, headers = server.heard
    assert (content.decode(), headers["Idempotency-Key"]) == (body, said["id"])
    (tmp_path / "body.json").write_bytes(content)
    typed = re.search(r"^```sh\n(openssl .*)\n```", TEXT, re.MULTILINE)[1]
    made = subprocess.run(["sh", "-c", typed], cwd=tmp_path, env={**os.environ, "SECRET": secret}, capture_output=True)
    assert made.stdout.decode().split()[0] == signature == headers["X-Zhengwu-Signature"]

"""Addresses: bounded in time, size and redirects, and never another scheme."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from zhengwu.cli import fetch as fetching
from zhengwu.cli.fetch import FetchError, fetch


class Site(BaseHTTPRequestHandler):
    """A small site: /page answers, /missing does not, the rest misbehaves."""

    def do_GET(self) -> None:
        target = {
            "/to-file": "file:///etc/hosts",
            "/to-ftp": "ftp://127.0.0.1/a",
            "/loop": "/loop",
            "/moved": "/page",
        }.get(self.path)
        self.send_response(302 if target else 404 if self.path == "/missing" else 200)
        if target:
            self.send_header("Location", target)
        self.end_headers()
        if not target:
            self.wfile.write(b"x" * (5_000 if self.path == "/large" else 4))

    def log_message(self, *words: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site():
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


def refusal(url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, 5)
    assert caught.value.refusal.sentence
    assert caught.value.refusal.gloss
    return caught.value.refusal.code


def test_it_fetches_and_follows_a_redirect(site):
    assert fetch(site + "/page", 5) == b"xxxx"
    assert fetch(site + "/moved", 5) == b"xxxx"


def test_it_refuses_a_redirect_to_what_is_no_web_address(site):
    assert refusal(site + "/to-file") == "http_status"
    assert refusal(site + "/to-ftp") == "scheme"


def test_it_refuses_redirects_without_end(site):
    assert refusal(site + "/loop") == "http_status"


def test_it_tells_what_the_site_answered(site):
    assert refusal(site + "/missing") == "http_status"


def test_it_refuses_what_is_too_large(site, monkeypatch):
    monkeypatch.setattr(fetching, "SIZE_LIMIT", 1_000)
    assert refusal(site + "/large") == "too_large"


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://", "http://[", "http://a b/", "https://127.0.0.1:9/"])
def test_it_refuses_what_answers_nothing(url):
    assert refusal(url) == "no_connection"

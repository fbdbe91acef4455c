"""A headless Chromium, the server it looks at, and what axe finds on a page."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first costs half the time
ABSENT = "no Chromium on this machine (on Debian: apt-get install chromium-headless-shell); the journeys need one"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@cache
def found():
    """The path of the browser, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def browsing():
    """A browser, closed afterwards."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found(), args=["--no-sandbox", "--font-render-hinting=none"])
        yield browser
        browser.close()


@contextmanager
def serving() -> Iterator[str]:
    """The application behind a port of this machine, in a thread; its address."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_):
            pass

    class Closing(ThreadedWSGIServer):
        daemon_threads = True

        def process_request_thread(self, request, client_address):
            super().process_request_thread(request, client_address)
            connections.close_all()

    server = Closing(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def violations(page) -> list[str]:
    """What axe finds on the page as it is now: rule, gravity, where. It waits for no film: there is none."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
    return [
        f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:120]} {one['nodes'][0]['target']}"
        for one in result["violations"]
    ]


def opened(page) -> None:
    """Opens everything on the page that can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

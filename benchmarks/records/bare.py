"""The machine's limit for the API: one bare Django view behind the same server, with no middleware and no database.

`python -m benchmarks.records.bare PORT WORKERS` serves it until it is stopped.
"""

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

if not settings.configured:
    settings.configure(ROOT_URLCONF="benchmarks.records.bare", ALLOWED_HOSTS=["*"], SECRET_KEY="bare", MIDDLEWARE=[])


def ok(_: HttpRequest) -> HttpResponse:
    """Two letters."""
    return HttpResponse(b"ok", headers={"Content-Length": "2"})


urlpatterns = [path("ok", ok)]


def made():
    """The WSGI application."""
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def main() -> None:
    """Serves, with the options of `zhengwu serve`."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "benchmarks.records.bare:made",
        factory=True,
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=int(sys.argv[2]),
        blocking_threads=2,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()

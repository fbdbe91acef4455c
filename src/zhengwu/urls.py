"""The addresses of the house: a page that names them, the API below /api/, /healthz for those who watch it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from zhengwu.api import faults
from zhengwu.api.door import api
from zhengwu.api.health import healthz
from zhengwu.api.landing import landing

urlpatterns = [
    path("", landing),
    path("api/", api.urls),
    path("healthz", healthz),
]


def handler400(_: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that makes no sense."""
    return faults.plain(400)


def handler404(_: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that is not there."""
    return faults.plain(404)


def handler500(_: HttpRequest) -> HttpResponse:
    """A fault outside the API; Django has logged it."""
    return faults.plain(500)

"""The addresses: the public's pages, the staff's below /desk/, the API below /api/, and the files that pages fetch."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from zhengwu.api.door import api
from zhengwu.api.health import healthz
from zhengwu.portal import tour
from zhengwu.ui import faults, looks, shipped
from zhengwu.ui.gallery import page as gallery

urlpatterns = [
    path("publications", include("zhengwu.portal.publications.urls")),  # first: nothing is asked for as often
    path("services", include("zhengwu.portal.services.urls")),
    path("bundles", include("zhengwu.portal.bundles.urls")),
    path("kiosk", include("zhengwu.portal.kiosk.urls")),
    path("api/", api.urls),
    path("healthz", healthz),
    path("static/<str:name>", shipped.static),
    path("look", looks.choose),
    path("desk/", include("zhengwu.workbench.urls")),
    path("", include("zhengwu.portal.urls")),
]
if settings.MODE != "production":
    urlpatterns += [path("parts", gallery.parts), path("tour", tour.tour)]


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that makes no sense."""
    return faults.page(request, 400)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that is not there."""
    return faults.page(request, 404)


def handler500(request: HttpRequest) -> HttpResponse:
    """A fault outside the API."""
    return faults.unexpected(request)

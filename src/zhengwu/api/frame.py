"""The frame around every request: host, time, address, security headers, and one shape for what goes wrong."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from zhengwu.api import faults, moment
from zhengwu.ui import faults as screens
from zhengwu.visits import received

View = Callable[[HttpRequest], HttpResponse]
LARGEST_UPLOAD = 101_000_000  # a file of the largest kind, with its fields
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


def counter(get_response: View) -> View:
    """The only middleware."""
    headers = dict(HEADERS)
    if settings.HTTPS:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    ours = {name.lower(): (name, value) for name, value in headers.items()}
    largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    def answered(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            return _refused(request, 400, "Host")
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return _refused(request, 400, "address")
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = LARGEST_UPLOAD if request.content_type == "multipart/form-data" else largest
        if length.isdecimal() and int(length[:12]) > most:
            return _refused(request, 413)
        received(request, at=moment.now(), address=_address(request))
        response = get_response(request)
        if response.status_code >= 400 and _is_unshaped(request, response):
            return _reshaped(request, response)
        return response

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answered(request)
        there = response.headers._store  # headers by their small letters; ours are known to be sound
        if not response.streaming and "content-length" not in there:
            there["content-length"] = ("Content-Length", str(len(response.content)))
        for name, pair in ours.items():
            there.setdefault(name, pair)
        return response

    return with_headers


def _is_unshaped(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether Django or ninja answered a failure in its own way: JSON is ours here, a page with its policy there."""
    if _for_machines(request):
        return response.headers.get("Content-Type") != "application/json"
    return "Content-Security-Policy" not in response.headers


def _reshaped(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A failure that Django or ninja answered in its own way, in ours."""
    fault = _refused(request, response.status_code)
    if "Allow" in response.headers:
        fault.headers["Allow"] = response.headers["Allow"]
    return fault


def _refused(request: HttpRequest, status: int, where: str = "") -> HttpResponse:
    return faults.plain(status, where=where) if _for_machines(request) else screens.page(request, status)


def _for_machines(request: HttpRequest) -> bool:
    return request.path.startswith(("/api/", "/healthz", "/static/"))


def _address(request: HttpRequest) -> str:
    """Where the request comes from; a proxy is believed only if it is named in ZHENGWU_PROXIES."""
    address = request.META.get("REMOTE_ADDR", "")
    if address in settings.TRUSTED_PROXIES:
        passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        outside = [part for part in passed if part not in settings.TRUSTED_PROXIES]
        address = outside[-1] if outside else address
    return str(address)[:45]

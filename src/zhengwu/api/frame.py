"""The frame around every request: host, time, address, security headers, and one shape for what goes wrong."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from zhengwu.api import faults, moment
from zhengwu.api.asking import received

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
    largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    def answered(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            return faults.plain(400, where="Host")
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return faults.plain(400, where="address")
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = LARGEST_UPLOAD if request.content_type == "multipart/form-data" else largest
        if length.isdecimal() and int(length[:12]) > most:
            return faults.plain(413)
        received(request, at=moment.now(), address=_address(request))
        response = get_response(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != "application/json":
            return _reshaped(response)
        return response

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answered(request)
        if not response.streaming and "Content-Length" not in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
        for name, value in headers.items():
            if name not in response.headers:
                response.headers[name] = value
        return response

    return with_headers


def _reshaped(response: HttpResponse) -> HttpResponse:
    """A failure that Django or ninja answered in its own way, in ours."""
    fault = faults.plain(response.status_code)
    if "Allow" in response.headers:
        fault.headers["Allow"] = response.headers["Allow"]
    return fault


def _address(request: HttpRequest) -> str:
    """Where the request comes from; a proxy is believed only if it is named in ZHENGWU_PROXIES."""
    address = request.META.get("REMOTE_ADDR", "")
    if address in settings.TRUSTED_PROXIES:
        passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        outside = [part for part in passed if part not in settings.TRUSTED_PROXIES]
        address = outside[-1] if outside else address
    return str(address)[:45]

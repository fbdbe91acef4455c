"""One effect a request, however often it is sent: the header Idempotency-Key.

The first request with a key claims it in the same transaction in which it takes effect, and leaves its answer there. A
repetition gets that answer; another request under the same key is refused (409). Two at once: the second one waits. A
request that fails leaves no trace, so it may be corrected and sent again under its key.
"""

import hashlib
import re
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any, TypeVar, cast

import orjson
from django.db import IntegrityError, transaction
from django.http import HttpResponse

from zhengwu.api.answers import answer
from zhengwu.records.outbox import actions as outbox
from zhengwu.records.outbox.actions import Claim, Earlier
from zhengwu.records.troubles import Words, conflict, invalid
from zhengwu.visits import Asked

KEY = re.compile(r"[\x21-\x7e]{8,128}")
View = TypeVar("View", bound=Callable[..., HttpResponse])


def once(view: View) -> View:
    """A view whose repetition under the same Idempotency-Key is answered again and has no second effect."""
    return cast("View", _guarded(view, kept=True))


def once_secret(view: View) -> View:
    """The same for a view whose answer holds a secret: the secret is not kept, so a repetition is told 409."""
    return cast("View", _guarded(view, kept=False))


def once_but_secret(view: View) -> View:
    """The same, where a repetition is to be told all but the `secret`: it is kept with that text left empty."""
    return cast("View", _guarded(view, kept=True, blanked=True))


def gathered(
    request: Asked, deed: Callable[[Claim | None], Any], shape: Callable[[Any], object], *, alone: bool = False
) -> HttpResponse:
    """The answer (201) to a deed that takes its key with it and is written together with others that wait.

    `shape` makes of what was done what is answered; a repetition is told all of it but the `secret`. With `alone` all
    that the deed does is one transaction of its own.
    """
    named = _named(request)
    claim = None
    if named is not None:
        told = outbox.earlier(*named[:2])
        if told is not None:
            return _again(told, named[2])
        claim = Claim(*named, 201, request.at, lambda made: _without_secret(answer(shape(made)).content))
    try:
        with transaction.atomic(durable=True) if alone else nullcontext():
            made = deed(claim)
    except IntegrityError:
        told = outbox.earlier(*named[:2]) if named else None
        if told is None or named is None:
            raise
        return _again(told, named[2])  # the same request ran beside this one and was first
    return answer(shape(made), 201)


def _guarded(view: Callable[..., HttpResponse], *, kept: bool, blanked: bool = False) -> Callable[..., HttpResponse]:
    @wraps(view)
    def run(request: Asked, *args: Any, **values: Any) -> HttpResponse:
        named = _named(request)
        if named is None:
            return view(request, *args, **values)
        actor, key, fingerprint = named
        with transaction.atomic(durable=True):
            earlier = outbox.begin(actor, key, fingerprint, at=request.at)
            if earlier is None:
                response = view(request, *args, **values)
                body = _without_secret(response.content) if blanked else response.content
                outbox.finish(actor, key, response.status_code, body if kept else None)
                return response
        return _again(earlier, fingerprint)

    return run


def _named(request: Asked) -> tuple[str, str, str] | None:
    """Who asks, under which key, and the request's fingerprint; None without a key. Raises Trouble (invalid)."""
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is None:
        return None
    if not KEY.fullmatch(key):
        zh, en = (
            "Idempotency-Key 应为 8 至 128 个可见 ASCII 字符。",
            "Idempotency-Key: 8 to 128 visible ASCII signs.",
        )
        raise invalid("invalid_value", zh, en, where="Idempotency-Key")
    return f"{request.actor.kind}:{request.actor.id or ''}", key, _fingerprint(request)


def _without_secret(content: bytes) -> bytes:
    said = orjson.loads(content)
    return orjson.dumps({**said, "secret": ""})


def _again(earlier: Earlier, fingerprint: str) -> HttpResponse:
    if earlier.fingerprint != fingerprint:
        zh, en = "此 Idempotency-Key 已用于另一请求。", "This Idempotency-Key was used for another request."
        raise conflict("key_reused", zh, en, where="Idempotency-Key", advice=Words("请换一个。", "Take a new one."))
    if earlier.body is None:
        zh, en = "此请求已经办理；其中的密码只显示一次。", "This was done already; its secret was shown once."
        raise conflict("done_already", zh, en, where="Idempotency-Key")
    response = HttpResponse(earlier.body, status=earlier.status, content_type="application/json")
    if earlier.status == 204:
        del response.headers["Content-Type"]
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _fingerprint(request: Asked) -> str:
    """Method, address and content. Of an upload the fields and files count, because boundaries differ by try."""
    head = (request.method or "").encode(), request.get_full_path().encode()
    if request.content_type != "multipart/form-data":
        return outbox.fingerprint(*head, request.body)
    fields = [f"{name}={value}".encode() for name, values in request.POST.lists() for value in values]
    files = []
    for name, uploads in request.FILES.lists():
        for upload in uploads:
            digest = hashlib.sha256()
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
            files.append(f"{name}/{upload.name}/{digest.hexdigest()}".encode())
    return outbox.fingerprint(*head, *sorted(fields), *sorted(files))

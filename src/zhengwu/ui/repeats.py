"""A form sent twice takes effect once: by the key that the form carries, with the records of `outbox` behind it.

The first sending claims the key in the transaction in which it takes effect, and leaves there where it led to; a second
one is led to the same place. A view that answers anything but "go on" (303) has changed nothing: all is rolled back.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.db import transaction
from django.http import HttpResponse

from zhengwu.records.outbox import actions as outbox
from zhengwu.records.outbox.actions import Earlier
from zhengwu.records.troubles import Words, conflict
from zhengwu.ui.notices import COOKIE
from zhengwu.ui.pages import FORM_COOKIE
from zhengwu.visits import Asked

View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """A view behind a door whose POST takes effect once a key. Not for views that count failures: those roll back."""
    return _guarded(view, told_once=False)


def once_secret(view: View) -> View:
    """The same for a view whose answer (200) shows a secret: it is not kept, so that a second sending is told so."""
    return _guarded(view, told_once=True)


def _guarded(view: View, *, told_once: bool) -> View:
    @wraps(view)
    def run(request: Asked, *args: Any, **places: Any) -> HttpResponse:
        key = str(request.POST.get("key", ""))[:128] if request.method == "POST" else ""
        if not key:
            return view(request, *args, **places)
        who, fingerprint = _who(request), _fingerprint(request)
        with transaction.atomic():
            earlier = outbox.begin(who, key, fingerprint, at=request.at)
            if earlier is None:
                response = view(request, *args, **places)
                if response.status_code == 303:
                    outbox.finish(who, key, 303, _packed(response))
                elif told_once and response.status_code == 200:
                    outbox.finish(who, key, 200, None)
                else:
                    transaction.set_rollback(True)
                return response
        return _again(earlier, fingerprint)

    return run


def _who(request: Asked) -> str:
    """The person, or the browser that holds the form: 40 signs at most."""
    if request.actor.kind == "person":
        return f"person:{request.actor.id}"
    return "form:" + hashlib.sha256(request.COOKIES.get(FORM_COOKIE, "").encode()).hexdigest()[:32]


def _fingerprint(request: Asked) -> str:
    fields = [
        f"{name}={value}".encode()
        for name, values in sorted(request.POST.lists())
        if name not in ("csrf", "key")
        for value in values
    ]
    files = []
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            digest = hashlib.sha256()
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
            files.append(f"{name}/{upload.name}/{digest.hexdigest()}".encode())
    return outbox.fingerprint(request.path.encode(), *fields, *files)


def _packed(response: HttpResponse) -> bytes:
    said = response.cookies[COOKIE].value if COOKIE in response.cookies else ""
    return orjson.dumps({"to": response.headers["Location"], "said": said})


def _again(earlier: Earlier, fingerprint: str) -> HttpResponse:
    if earlier.fingerprint == fingerprint and earlier.body is None and earlier.status == 200:
        raise conflict(
            "done_already",
            "这一步已经办理；其中的密码或密钥只显示一次。",
            "This was done already; its secret was shown once.",
            where="key",
            advice=Words("没有记下的，请重新发放一个。", "If it was not written down, give out another one."),
        )
    if earlier.fingerprint != fingerprint or earlier.body is None:
        raise conflict(
            "key_reused",
            "这张表单已经提交过，内容与这一次不同。",
            "This form was sent before, with other contents.",
            where="key",
            advice=Words("请重新打开表单，核对后再提交。", "Open the form anew, look at it and send it again."),
        )
    kept = orjson.loads(earlier.body)
    response = HttpResponse(status=303, headers={"Location": kept["to"]})
    if kept["said"]:
        response.set_cookie(COOKIE, kept["said"], max_age=300, httponly=True, samesite="Lax")
    return response

"""Files in and out: multipart/form-data with one part `file`, strict, bounded, whole; downloads that no browser runs.

A file goes to a temporary file while it comes in. What is refused: another media type, more bytes than allowed (by the
length told beforehand, so that nothing is read in vain), a body that ends before its last boundary, fields that are not
asked for or come twice, no file or more than one.
"""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.http import content_disposition_header
from ninja.errors import ValidationError
from pydantic import ValidationError as Mistaken

from zhengwu.api.shapes import Said
from zhengwu.records.documents.actions import Copy
from zhengwu.records.documents.kinds import KINDS, MB
from zhengwu.records.documents.kinds import LARGEST as LARGEST_FILE
from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.visits import Asked

Shape = TypeVar("Shape", bound=Said)
LARGEST_FROM_OUTSIDE = 30 * MB  # of a file that somebody sends who has not signed in
FIELDS = 200_000  # bytes of all that is not the file
TAIL = 4096
ADVICE = Words(
    "请以 multipart/form-data 重新发送，文件放在名为 file 的部分。", "Send multipart/form-data; the file is `file`."
)


@dataclass(frozen=True, slots=True)
class Sent(Generic[Shape]):
    """What came in: the fields in their shape, the bytes of the file, and the name that it was sent under."""

    said: Shape
    content: bytes
    name: str


class _Watched:
    """A stream that remembers how it ended, because a parser of multipart takes what was cut off for whole."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.tail = b""

    def read(self, *size: int) -> bytes:
        """The next bytes."""
        return self._seen(self._stream.read(*size))

    def readline(self, *size: int) -> bytes:
        """The next line."""
        return self._seen(self._stream.readline(*size))

    def _seen(self, content: bytes) -> bytes:
        self.tail = (self.tail + content)[-TAIL:]
        return content


def sent(request: Asked, shape: type[Shape], *, most: int = LARGEST_FILE) -> Sent[Shape]:
    """The upload. Raises Trouble: upload_too_large (413), media_type (415), and invalid (422) with what is wrong."""
    if request.content_type != "multipart/form-data":
        zh, en = "这里只接受 multipart/form-data。", "The body must be multipart/form-data."
        raise Trouble("invalid", "media_type", Words(zh, en), ADVICE, "Content-Type")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length[:15]) > most + FIELDS:
        zh, en = f"文件不得超过 {most // MB} MB。", f"A file has at most {most // MB} MB."
        raise invalid("upload_too_large", zh, en, where="file")
    _parsed(request)
    said = _said(request, shape)
    files = [(name, one) for name, many in request.FILES.lists() for one in many]
    if [name for name, _ in files] != ["file"]:
        zh, en = "请发送且只发送一个文件，名为 file。", "Send one file, and only one, under the name `file`."
        raise invalid("file_missing", zh, en, where="file", advice=ADVICE)
    file = files[0][1]
    content = file.read()
    file.seek(0)
    return Sent(said, content, file.name or "")


def described(shape: type[Said]) -> dict[str, Any]:
    """What OpenAPI is told of an upload with these fields."""
    schema = shape.model_json_schema()
    schema["properties"]["file"] = {"type": "string", "format": "binary"}
    schema["required"] = [*schema.get("required", []), "file"]
    return {"requestBody": {"content": {"multipart/form-data": {"schema": schema}}, "required": True}}


def download(copy: Copy) -> HttpResponse:
    """A file to be kept, never to be shown in place; its kind was told by its content."""
    response = HttpResponse(copy.content, content_type=copy.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, copy.name) or "attachment"
    return response


def binary(*media_types: str) -> dict[str, Any]:
    """What OpenAPI is told of a download: the kinds of file it may be; every kind that is kept, if none is named."""
    named = media_types or tuple(kind.media_type for kind in KINDS.values())
    content = {one: {"schema": {"type": "string", "format": "binary"}} for one in named}
    return {"responses": {200: {"content": content}}}


def _parsed(request: Asked) -> None:
    """Has the body parsed, and sees to it that it was whole."""
    boundary = (request.content_params or {}).get("boundary", "").encode()
    watched = _Watched(cast("Any", request)._stream)
    cast("Any", request)._stream = watched
    try:
        _ = request.POST
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation, ValueError, LookupError) as error:
        raise _broken() from error
    if not boundary or b"--" + boundary + b"--" not in watched.tail:
        raise _broken()


def _broken() -> Trouble:
    zh, en = "上传的内容不完整或者格式不对，没有接收。", "The upload is incomplete or malformed; nothing was taken."
    return invalid("bad_multipart", zh, en, where="body", advice=ADVICE)


def _said(request: HttpRequest, shape: type[Shape]) -> Shape:
    """The fields as their shape has them; a field is a list only where the shape has a list."""
    told: dict[str, Any] = {}
    for name, values in request.POST.lists():
        if any("\0" in value for value in (name, *values)):
            raise invalid(
                "nul", "文本中不能有空字符（NUL）。", "A text must not hold NUL.", where=name.replace("\0", "")
            )
        field = shape.model_fields.get(name)
        many = field is not None and isinstance(field.get_default(call_default_factory=True), list)
        if len(values) > 1 and not many:
            raise invalid("twice", f"“{name[:40]}”出现多次。", f"{name[:40]!r} comes more than once.", where=name[:40])
        told[name] = values if many else values[0]
    try:
        return shape.model_validate(told)
    except Mistaken as error:
        raise ValidationError([{**one, "loc": ("form", *one["loc"])} for one in error.errors()]) from error

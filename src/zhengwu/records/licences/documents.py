"""The documents of a licence: the paper it is printed as, sealed where its body has a seal, as PDF and as a web page.

A sealed PDF is made once a version and kept with its signature, so that whoever has the file can have it checked. On
whatever has no legal effect it is written.
"""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

import segno
from django.conf import settings

from zhengwu.records.documents import store
from zhengwu.records.documents.actions import Copy
from zhengwu.records.licences import digests, seals
from zhengwu.records.licences.authority import NO_EFFECT, provider, trust
from zhengwu.records.licences.models import ElectronicSeal, Licence, LicenceCopy, Signed
from zhengwu.records.licences.providers import DEMONSTRATION
from zhengwu.records.licences.queries import LicenceFacts, facts
from zhengwu.records.troubles import Trouble, Words, conflict
from zhengwu.statute.licences.masking import PERSON, masked_code
from zhengwu.statute.licences.paper import Paper
from zhengwu.statute.licences.renderers.html import to_html
from zhengwu.statute.licences.renderers.pdf import to_pdf
from zhengwu.statute.seals import signature, verify
from zhengwu.statute.seals.sm2 import sm3

MEDIA = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Annotated:
    """What is written on a copy, and the token by which its page is found."""

    id: int
    token: str
    purpose: str
    receiver: str
    until: date


def address(identifier: str, digest: str, token: str = "") -> str:
    """Where a document leads who scans it."""
    copy = f"&c={quote(token)}" if token else ""
    return f"{settings.SITE}/verify/{quote(identifier)}?m={digests.code(identifier, digest)}{copy}"


def qr(text: str) -> str:
    """An address as a QR code, in SVG."""
    found: str = segno.make(text, error="m", micro=False).svg_inline(scale=4, border=2)
    return found.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def document(licence_id: int, kind: str, *, on: date, at: datetime, copy: Annotated | None = None) -> Copy:
    """A licence, or an annotated copy of it, as a file of a kind (`MEDIA`). Raises Trouble: missing, conflict."""
    said = facts(licence_id)
    note = f"-加注件-{copy.token[:6]}" if copy else ""
    name = f"{said.kind_name}-{said.number}{note}.{kind}"
    if kind == "pdf":
        kept = _kept(licence_id, copy)
        return Copy(kept if kept is not None else _sealed(said, copy, name, on=on, at=at), PDF, name)
    return Copy(to_html(paper(said, seals.to_use(said.body_id, on), copy, on)).encode(), MEDIA[kind], name)


def _kept(licence_id: int, copy: Annotated | None) -> bytes | None:
    found = Signed.objects.filter(licence_id=licence_id, copy_id=copy.id if copy else None)
    row = found.select_related("file").order_by("id").first()
    return store.content_of(row.file) if row else None


def _sealed(said: LicenceFacts, copy: Annotated | None, name: str, *, on: date, at: datetime) -> bytes:
    """The PDF, signed with the body's seal and kept; where it has none, the PDF alone."""
    seal = seals.to_use(said.body_id, on)
    content = to_pdf(paper(said, seal, copy, on))
    if seal is None:
        return content
    maker, structure, own = provider(seal.provider), bytes(seal.structure), bytes(seal.certificate)

    def sign(to_sign: bytes) -> bytes:
        return maker.sign(seal.esid, seal.secret, to_sign)

    made = signature(structure, content, own, sign, at, said.identifier)
    if seal.provider != DEMONSTRATION:
        _believed(made, content)
    file = store.keep_as(content, name, PDF, at=at)
    Signed.objects.create(
        licence_id=said.id, copy_id=copy.id if copy else None, seal=seal, file=file, signature=made,
        digest=sm3(content).hex(), at=at,
    )  # fmt: skip
    return content


def _believed(made: bytes, content: bytes) -> None:
    """What another system signed is kept only if it would be verified. Raises Trouble (conflict)."""
    failed = verify(made, content, trust()).failed
    if failed is not None:
        message = Words(f"电子印章服务的签章不能验证：{failed.zh}", f"The seal cannot be verified: {failed.en}.")
        advice = Words("没有出具文件，请联系系统管理员。", "Nothing was made out; ask the administrator.")
        raise Trouble("conflict", "seal_not_believed", message, advice, "seal")


def paper(said: LicenceFacts, seal: ElectronicSeal | None, copy: Annotated | None, on: date) -> Paper:
    """What is printed. Raises Trouble (conflict) where the licence is over: nothing more is made out for it."""
    if said.state(on).over:
        now = said.state(on)
        zh, en = f"这份证照{now.zh}，不再出具文件。", f"This licence is {now.en}: nothing is made out for it."
        raise conflict("licence_over", zh, en, where="licence_id")
    digest, code = Licence.objects.values_list("digest", "holder_code").get(pk=said.id)
    shows = seal is not None and seal.provider == DEMONSTRATION
    where = address(said.identifier, digest, copy.token if copy else "")
    return Paper(
        title=said.kind_name,
        number=said.number,
        identifier=said.identifier,
        rows=(*_holder(said, code), *said.facts, ("有效期", span(said))),
        issuer=said.body_name,
        date=_day(said.issued_on),
        code=digests.code(said.identifier, digest),
        address=where,
        qr=qr(where),
        seal=seal.picture if seal else "",
        notes=_notes(copy) if copy else (),
        mark=NO_EFFECT if shows or settings.MODE == "demo" else "",
        foot="" if seal else "本件未加盖电子印章，以扫码核验结果为准。",
    )


def _holder(said: LicenceFacts, code: str) -> tuple[tuple[str, str], ...]:
    name = "证件号码" if said.holder_kind == PERSON else "统一社会信用代码"
    shown = ((name, masked_code(code, said.holder_kind)),) if code else ()
    again = (("版本", f"第{said.version}版"),) if said.version > 1 else ()
    return (("持证主体", said.holder_name), *shown, *again)


def _notes(copy: Annotated) -> tuple[str, ...]:
    return (
        f"加注件：仅用于“{copy.purpose}”，提供给{copy.receiver}，至{_day(copy.until)}为止。",
        f"超出以上用途、对象和期限的，本件无效。加注编号 {copy.token}，转作他用可据以追查。",
    )


def span(said: LicenceFacts) -> str:
    """From when to when it holds, as it is printed."""
    begin = _day(said.valid_from)
    return f"{begin}至{_day(said.valid_to)}" if said.valid_to else f"自{begin}起长期有效"


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def annotated(row: LicenceCopy) -> Annotated:
    """What is written on a copy."""
    return Annotated(row.pk, row.token, row.purpose, row.receiver, row.until)

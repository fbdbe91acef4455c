"""Verifying a signature made with a seal, in the order of GB/T 38540: each step named, each failure in words.

Nothing that comes in from outside makes an exception: what cannot be read has failed the first step.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import x509

from zhengwu.statute.seals import structures as ses
from zhengwu.statute.seals.sm2 import sm3, verifies

LONGEST = 2_000_000  # bytes of a signature
DEEPEST = 5  # certificates in a chain
NOT_DER = (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError, RecursionError, EOFError)

# What is verified, in order; the words of a step that failed.
STEPS: dict[str, tuple[str, str]] = {
    "parse": ("签章数据无法解析。", "the signature cannot be parsed"),
    "signature": ("签章签名值不符，签章后被改动。", "its signature is wrong: it was altered after signing"),
    "chain": ("签章人证书不是由受信任的机构颁发。", "the signer's certificate was not issued by a trusted authority"),
    "dates": ("签章时签章人证书不在有效期内。", "the signer's certificate was not valid when it was signed"),
    "revoked": ("签章人证书已被吊销。", "the signer's certificate was revoked"),
    "listed": ("签章人不在印章的证书列表中。", "the signer is not among those who may use the seal"),
    "maker": ("印章不是由受信任的制章人制作，或者被改动。", "the seal was not made by a trusted maker, or was altered"),
    "validity": ("签章时印章不在有效期内。", "the seal was not valid when it was used"),
    "digest": ("原文与签章时不一致，文件被改动。", "the document is not the one that was signed"),
    "time_stamp": ("没有时间戳，签章时间只是签章人自己所称。", "no time stamp: the time is only what the signer says"),
}


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom one believes: certificates of authorities, those between them and the signers, and those revoked (SM3)."""

    anchors: tuple[bytes, ...]
    between: tuple[bytes, ...] = ()
    revoked: frozenset[bytes] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Step:
    """A step, and whether it went well."""

    key: str
    fine: bool

    @property
    def zh(self) -> str:
        """What is the matter, in Chinese."""
        return STEPS[self.key][0]

    @property
    def en(self) -> str:
        """The same in English."""
        return STEPS[self.key][1]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The steps that were gone through, up to the first that failed; and what the signature says of itself.

    A missing time stamp is told but is no failure: the standard leaves it open.
    """

    steps: tuple[Step, ...]
    seal_name: str = ""
    esid: str = ""
    signer: str = ""
    at: datetime | None = None
    about: str = ""

    @property
    def sound(self) -> bool:
        """Whether every step went well but perhaps the time stamp."""
        return all(one.fine or one.key == "time_stamp" for one in self.steps)

    @property
    def failed(self) -> Step | None:
        """The step that failed, or None."""
        return next((one for one in self.steps if not one.fine and one.key != "time_stamp"), None)


@dataclass(frozen=True, slots=True)
class _Read:
    """A signature in its parts."""

    whole: Any
    signer: x509.Certificate
    maker: x509.Certificate
    at: datetime


def verify(signature: bytes, document: bytes, trust: Trust) -> Outcome:
    """What is to be said of a signature over a document, by whom one trusts."""
    read = _read(signature)
    if read is None:
        return Outcome((Step("parse", fine=False),))
    steps = [Step("parse", fine=True)]
    for key, fine in _gone_through(read, document, trust):
        steps.append(Step(key, fine))
        if not fine and key != "time_stamp":
            break
    properties = read.whole["to_sign"]["seal"]["info"]
    return Outcome(
        tuple(steps),
        seal_name=properties["properties"]["name"].native,
        esid=properties["esid"].native,
        signer=str(read.signer.subject.native.get("common_name", "")),
        at=read.at,
        about=read.whole["to_sign"]["properties"].native,
    )


def _read(signature: bytes) -> _Read | None:
    """The parts of a signature; None where any is not there or not what it should be."""
    if len(signature) > LONGEST:
        return None
    try:
        whole = ses.Signature.load(signature, strict=True)
        _ = whole.native  # all of it is read now, not when it is looked at
        signer = x509.Certificate.load(whole["certificate"].native, strict=True)
        maker = x509.Certificate.load(whole["to_sign"]["seal"]["certificate"].native, strict=True)
        for one in (signer, maker):
            _ = one.native
            _public(one)
        at = whole["to_sign"]["time"].native
        known = whole["to_sign"]["version"].native == ses.VERSION and at.tzinfo is not None
        return _Read(whole, signer, maker, at) if known else None
    except NOT_DER:
        return None


def _gone_through(read: _Read, document: bytes, trust: Trust) -> Iterator[tuple[str, bool]]:
    said = read.whole["to_sign"]
    info = said["seal"]["info"]
    yield "signature", _signed(read.whole, said.dump(), read.signer)
    yield "chain", _trusted(read.signer, trust, read.at)
    yield "dates", _dated(read.signer, read.at)
    yield "revoked", sm3(read.signer.dump()) not in trust.revoked
    yield "listed", _listed(read.signer.dump(), info["properties"])
    yield "maker", _signed(said["seal"], info.dump(), read.maker) and _trusted(read.maker, trust, read.at)
    span = info["properties"]
    yield "validity", span["valid_from"].native <= read.at <= span["valid_to"].native
    yield "digest", said["digest"].native == sm3(document)
    yield "time_stamp", bool(read.whole["time_stamp"].native)


def _signed(holder: Any, content: bytes, by: x509.Certificate) -> bool:
    known = holder["algorithm"].dotted == ses.SM2_WITH_SM3
    return known and verifies(_public(by), content, holder["signature"].native)


def _public(of: x509.Certificate) -> bytes:
    found: bytes = of.public_key["public_key"].native
    return found


def _dated(one: x509.Certificate, at: datetime) -> bool:
    span = one["tbs_certificate"]["validity"]
    return bool(span["not_before"].native <= at <= span["not_after"].native)


def _trusted(one: x509.Certificate, trust: Trust, at: datetime) -> bool:
    """Whether a chain of certificates leads to an authority that is believed, each valid then and not revoked."""
    anchors = [x509.Certificate.load(der) for der in trust.anchors]
    between = [x509.Certificate.load(der) for der in trust.between]
    for _ in range(DEEPEST):
        if one.dump() in trust.anchors:
            return True
        by = next((other for other in (*anchors, *between) if _issued(other, one)), None)
        if by is None or not _dated(by, at) or sm3(by.dump()) in trust.revoked:
            return False
        one = by
    return False


def _issued(issuer: x509.Certificate, one: x509.Certificate) -> bool:
    issues = issuer.basic_constraints_value
    if issuer.subject != one.issuer or issues is None or not issues["ca"].native:
        return False
    return verifies(_public(issuer), one["tbs_certificate"].dump(), one["signature_value"].native)


def _listed(signer: bytes, properties: Any) -> bool:
    """Whether a certificate is in the list of a seal, which holds whole ones or their digests."""
    read: dict[int, Callable[[], bool]] = {
        ses.CERTIFICATES: lambda: signer in ses.Certificates.load(properties["list"].dump(), strict=True).native,
        ses.DIGESTS: lambda: any(
            one["value"] == sm3(signer) for one in ses.Digests.load(properties["list"].dump(), strict=True).native
        ),
    }
    try:
        return read[properties["list_type"].native]()
    except NOT_DER:
        return False

"""Building certificates, seals and signatures. Who signs is a function: a key at hand, or a service far away."""

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import keys, x509

from zhengwu.statute.seals import structures as ses
from zhengwu.statute.seals.sm2 import Sign, sm3

MAKER = "ZHENGWU"  # the maker's mark in the header of a seal
WIDTH = 40  # millimetres of a round seal
KIND_OF_SEAL = 1


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a certificate is for: organisation and name, and when it holds; `issues`: it may sign others."""

    organisation: str
    name: str
    public: bytes
    since: datetime
    until: datetime
    serial: int
    issues: bool = False


@dataclass(frozen=True, slots=True)
class Making:
    """A seal to be made: its number and name, its picture (SVG), whose certificates may sign with it, since, until."""

    esid: str
    name: str
    picture: bytes
    signers: tuple[bytes, ...]
    since: datetime
    until: datetime


def certificate(subject: Subject, sign: Sign, issuer: bytes | None = None) -> bytes:
    """A certificate signed by the issuer whose certificate is given, or by the subject itself."""
    name = x509.Name.build({"organization_name": subject.organisation, "common_name": subject.name})
    by = x509.Certificate.load(issuer).subject if issuer else name
    usage = {"key_cert_sign", "crl_sign"} if subject.issues else {"digital_signature", "non_repudiation"}
    extensions = [
        {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": subject.issues}},
        {"extn_id": "key_usage", "critical": True, "extn_value": usage},
    ]
    said = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": subject.serial,
            "signature": {"algorithm": ses.SM2_WITH_SM3},
            "issuer": by,
            "validity": {"not_before": _time(subject.since), "not_after": _time(subject.until)},
            "subject": name,
            "subject_public_key_info": _public(subject.public),
            "extensions": extensions,
        }
    )
    made = {"tbs_certificate": said, "signature_algorithm": {"algorithm": ses.SM2_WITH_SM3}}
    found: bytes = x509.Certificate({**made, "signature_value": sign(said.dump())}).dump()
    return found


def _time(at: datetime) -> x509.Time:
    kind = "utc_time" if at.year < 2050 else "general_time"
    return x509.Time({kind: at.replace(microsecond=0)})


def _public(public: bytes) -> keys.PublicKeyInfo:
    curve = keys.ECDomainParameters(name="named", value=ses.SM2_CURVE)
    return keys.PublicKeyInfo({"algorithm": {"algorithm": "ec", "parameters": curve}, "public_key": public})


def seal(making: Making, maker: bytes, sign: Sign) -> bytes:
    """A seal (SESeal) signed by the maker whose certificate is given: over what says everything about it."""
    info = ses.SealInfo(
        {
            "header": {"id": "ES", "version": ses.VERSION, "vid": MAKER},
            "esid": making.esid,
            "properties": {
                "type": KIND_OF_SEAL,
                "name": making.name,
                "list_type": ses.CERTIFICATES,
                "list": ses.Certificates(list(making.signers)),
                "created": making.since.replace(microsecond=0),
                "valid_from": making.since.replace(microsecond=0),
                "valid_to": making.until.replace(microsecond=0),
            },
            "picture": {"type": "SVG", "content": making.picture, "width": WIDTH, "height": WIDTH},
        }
    )
    made: bytes = ses.Seal(
        {
            "info": info,
            "certificate": maker,
            "algorithm": ses.SM2_WITH_SM3,
            "signature": sign(info.dump()),
        }
    ).dump()
    return made


def signature(seal_: bytes, document: bytes, signer: bytes, sign: Sign, at: datetime, about: str) -> bytes:
    """A signature (SES_Signature) with a seal over a document. `about` names it, in ASCII."""
    said = ses.ToSign(
        {
            "version": ses.VERSION,
            "seal": ses.Seal.load(seal_),
            "time": at.replace(microsecond=0),
            "digest": sm3(document),
            "properties": about,
        }
    )
    made: bytes = ses.Signature(
        {"to_sign": said, "certificate": signer, "algorithm": ses.SM2_WITH_SM3, "signature": sign(said.dump())}
    ).dump()
    return made


def picture_of(seal_: bytes) -> bytes:
    """The picture in a seal."""
    found: bytes = ses.Seal.load(seal_)["info"]["picture"]["content"].native
    return found

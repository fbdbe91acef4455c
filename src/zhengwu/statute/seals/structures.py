"""The structures of GB/T 38540-2020 (data version 4) and what they need of X.509, as ASN.1.

Certificates are read by asn1crypto's own X.509; SM2, which it has no names for, stands there by its numbers.
"""

from asn1crypto import core

SM2_CURVE = "1.2.156.10197.1.301"
SM3 = "1.2.156.10197.1.401"
SM2_WITH_SM3 = "1.2.156.10197.1.501"
VERSION = 4
CERTIFICATES, DIGESTS = 1, 2


class Header(core.Sequence):  # type: ignore[misc]
    """SES_Header."""

    _fields = [("id", core.IA5String), ("version", core.Integer), ("vid", core.IA5String)]  # noqa: RUF012


class Certificates(core.SequenceOf):  # type: ignore[misc]
    """Whole certificates of those who may sign."""

    _child_spec = core.OctetString


class Digest(core.Sequence):  # type: ignore[misc]
    """A digest of a certificate, by which algorithm."""

    _fields = [("type", core.PrintableString), ("value", core.OctetString)]  # noqa: RUF012


class Digests(core.SequenceOf):  # type: ignore[misc]
    """Digests of the certificates of those who may sign."""

    _child_spec = Digest


class Properties(core.Sequence):  # type: ignore[misc]
    """SES_ESPropertyInfo."""

    _fields = [  # noqa: RUF012
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("list_type", core.Integer),
        ("list", core.Any),
        ("created", core.GeneralizedTime),
        ("valid_from", core.GeneralizedTime),
        ("valid_to", core.GeneralizedTime),
    ]


class Picture(core.Sequence):  # type: ignore[misc]
    """SES_ESPictrueInfo, as the standard spells it: width and height in millimetres."""

    _fields = [  # noqa: RUF012
        ("type", core.IA5String),
        ("content", core.OctetString),
        ("width", core.Integer),
        ("height", core.Integer),
    ]


class Further(core.Sequence):  # type: ignore[misc]
    """ExtData."""

    _fields = [  # noqa: RUF012
        ("id", core.ObjectIdentifier),
        ("critical", core.Boolean, {"default": False}),
        ("value", core.OctetString),
    ]


class Furthers(core.SequenceOf):  # type: ignore[misc]
    """ExtensionDatas."""

    _child_spec = Further


class SealInfo(core.Sequence):  # type: ignore[misc]
    """SES_SealInfo."""

    _fields = [  # noqa: RUF012
        ("header", Header),
        ("esid", core.IA5String),
        ("properties", Properties),
        ("picture", Picture),
        ("further", Furthers, {"optional": True}),
    ]


class Seal(core.Sequence):  # type: ignore[misc]
    """SESeal: what the maker of the seal has signed."""

    _fields = [  # noqa: RUF012
        ("info", SealInfo),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
    ]


class ToSign(core.Sequence):  # type: ignore[misc]
    """TBS_Sign: what the signer signs."""

    _fields = [  # noqa: RUF012
        ("version", core.Integer),
        ("seal", Seal),
        ("time", core.GeneralizedTime),
        ("digest", core.OctetBitString),
        ("properties", core.IA5String),
        ("further", Furthers, {"explicit": 0, "optional": True}),
    ]


class Signature(core.Sequence):  # type: ignore[misc]
    """SES_Signature."""

    _fields = [  # noqa: RUF012
        ("to_sign", ToSign),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
        ("time_stamp", core.OctetBitString, {"explicit": 0, "optional": True}),
    ]


class Pair(core.Sequence):  # type: ignore[misc]
    """An SM2 signature (GB/T 35276): two numbers."""

    _fields = [("r", core.Integer), ("s", core.Integer)]  # noqa: RUF012

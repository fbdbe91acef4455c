"""What a licence says, as one digest (SM3), and the short code that proves it came from here (HMAC-SM3).

The code is on every document and in its QR. Its key is drawn from the seal key for this purpose alone; every key at
hand is tried, so that documents stay provable while keys are changed over.
"""

from cryptography.hazmat.primitives import constant_time, hashes, hmac

from zhengwu.records.licences.models import Licence
from zhengwu.records.sealing import purposed

CODE = 12  # signs of base 32: 60 bits, asked of a server that counts the attempts
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
PURPOSE = b"licence"


def digest(licence: Licence) -> str:
    """The SM3 of all that is printed on a licence, in hexadecimal. Parts are told apart by their lengths."""
    to = licence.valid_to.isoformat() if licence.valid_to else ""
    face = (licence.identifier, licence.number, licence.holder_name, licence.holder_code, licence.holder_kind)
    days = (licence.issued_on.isoformat(), licence.valid_from.isoformat(), to)
    facts = [part for pair in licence.facts for part in pair]
    made = hashes.Hash(hashes.SM3())
    for part in (*face, *days, *facts):
        encoded = str(part).encode()
        made.update(f"{len(encoded)}:".encode() + encoded)
    return made.finalize().hex()


def code(identifier: str, digest_: str) -> str:
    """The code of a licence, under the first key."""
    return _code(purposed(PURPOSE)[0], identifier, digest_)


def proves(said: str, identifier: str, digest_: str) -> bool:
    """Whether a code is that of this licence, under any key. Takes the same time whatever is wrong."""
    given = said.strip().upper().replace("-", "").replace(" ", "").encode("ascii", "replace")
    found = [constant_time.bytes_eq(given, _code(key, identifier, digest_).encode()) for key in purposed(PURPOSE)]
    return any(found)


def _code(key: bytes, identifier: str, digest_: str) -> str:
    mac = hmac.HMAC(key, hashes.SM3())
    mac.update(f"{identifier} {digest_}".encode())
    number = int.from_bytes(mac.finalize()[:8], "big") >> 4
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE))

"""A security key in software, as the standard describes one: it makes key pairs and signs what a browser gives it."""

import base64
import hashlib
import json
import secrets

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class SoftKey:
    """One key pair. `count` goes up with each signature; `verified` tells whether it has looked at who holds it."""

    def __init__(self, *, verified=True):
        self.id, self.key = secrets.token_bytes(20), ec.generate_private_key(ec.SECP256R1())
        self.count, self.verified = 0, verified

    def made(self, options, origin):
        """What the browser sends after a key was made."""
        told = json.loads(options)
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = bytes(16) + len(self.id).to_bytes(2) + self.id + cbor2.dumps(public)
        about = self._about(told["rp"]["id"], ATTESTED) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": about})
        response = {"attestationObject": text(statement), "transports": ["usb"]}
        return self._sent(response, "webauthn.create", told["challenge"], origin)

    def signed(self, options, origin):
        """What the browser sends after the key has signed."""
        told = json.loads(options)
        self.count += 1
        about = self._about(told["rpId"], 0)
        client = self._client("webauthn.get", told["challenge"], origin)
        signature = self.key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"authenticatorData": text(about), "signature": text(signature)}
        return self._sent(response, "webauthn.get", told["challenge"], origin)

    def _about(self, host, flags):
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind, challenge, origin):
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()

    def _sent(self, response, kind, challenge, origin):
        response["clientDataJSON"] = text(self._client(kind, challenge, origin))
        return json.dumps({"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response})

"""A mail server on this machine that can be stopped, speaks TLS with a certificate of its own, and refuses some."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from socket import create_server
from ssl import PROTOCOL_TLS_SERVER, SSLContext

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Postbox:
    """Keeps what it gets; `refuses` maps a recipient to what is answered."""

    def __init__(self, refuses=None):
        self.got, self.refuses = [], refuses or {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd calls it so
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.got.append(envelope)
        return "250 OK"


def free_port():
    """A port that nobody has."""
    with create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def let_in(server, session, envelope, mechanism, said):
    """One user is known."""
    return AuthResult(success=(said.login, said.password) == (b"office", b"p@ss"))


@contextmanager
def serving(box, port, tls=None, auth=False):
    """The server, as long as the block runs."""
    more = {"tls_context": tls, "require_starttls": True} if tls else {}
    if auth:
        more |= {"authenticator": let_in, "auth_required": True}
    server = Controller(box, "127.0.0.1", port, **more)
    server.start()
    try:
        yield
    finally:
        server.stop()


def certificate(folder):
    """A certificate for 127.0.0.1 that nobody has signed but itself: its file, and the context of a server."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now, local = datetime.now(UTC), x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(local, critical=False).add_extension(x509.BasicConstraints(True, None), critical=True)
    signed, pem = made.sign(key, hashes.SHA256()), serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(signed.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context

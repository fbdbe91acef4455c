"""A small identity service on this machine: discovery, keys, tokens by code with PKCE, userinfo. Real HTTP, real keys.

What it says can be bent, to see what is refused: `bend` changes the claims, `keys` what it signs with.
"""

import base64
import hashlib
import json
import secrets
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
CLIENT, SECRET, SUBJECT = "zhengwu", "a secret of the client", "staff-0001"


class Service:
    """What the service knows, and who is before it now."""

    def __init__(self):
        self.key = KEY
        self.published, self.codes, self.asked = [self.key], {}, []
        self.claims, self.more, self.now, self.leaving = {"sub": SUBJECT}, {}, 0, {}
        self.header, self.without = {"alg": "RS256", "kid": "one"}, ()
        self.issuer = self.announced = ""

    def authorize(self, address):
        """What a browser is sent back with, after the person has said yes."""
        told = {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}
        assert (told["client_id"], told["response_type"]) == (CLIENT, "code")
        code = secrets.token_urlsafe(8)
        self.codes[code] = told
        return f"{told['redirect_uri']}?{urlencode({'code': code, 'state': told['state'], 'iss': self.issuer})}"

    def token(self, form, header):
        """The answer to a code: its status and what it says."""
        told = self.codes.pop(form.get("code", ""), None)
        client = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if told is None or header != f"Basic {client}" or form.get("redirect_uri") != told["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != told["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": self.now, "exp": self.now + 300, "nonce": told["nonce"]}
        claims = {name: one for name, one in {**claims, **self.claims}.items() if name not in self.without}
        token = jwt.encode(self.header, claims, self.key, algorithms=["RS256"])
        return 200, {"access_token": "access", "token_type": "Bearer", "id_token": token}

    def said(self, path, header):
        """The answer to a GET."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            places = {**names, "userinfo_endpoint": "/userinfo", **self.leaving}
            return 200, {"issuer": self.announced, **{name: self.issuer + path for name, path in places.items()}}
        if path == "/keys":
            return 200, {"keys": [one.as_dict(private=False) for one in self.published]}
        if path == "/userinfo" and header == "Bearer access":
            return 200, {"sub": SUBJECT, **self.more}
        return 404, {}


@contextmanager
def serving():
    """The service behind a port of this machine."""
    service = Service()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer(*service.said(self.path, self.headers.get("Authorization")))

        def do_POST(self):
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: one[0] for name, one in parse_qs(sent).items()}
            self.answer(*service.token(form, self.headers.get("Authorization")))

        def answer(self, status, said):
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    service.issuer = service.announced = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

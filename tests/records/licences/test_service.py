"""An accredited service for seals behind HTTP: it makes and signs, refuses, is slow, or is not to be believed."""

import json
import threading
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.records.licences.conftest import AT, ON
from zhengwu.records.licences import documents, providers, seals
from zhengwu.records.licences.models import ElectronicSeal, Signed
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.troubles import Trouble
from zhengwu.statute.seals import Making, Subject, certificate, seal, sm2, verify

SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


class House:
    """The service's own house: a root, a maker of seals, the keys of its seals, and how it behaves just now."""

    def __init__(self):
        self.root, self.keys = sm2.keys(), sm2.keys()
        self.anchor = certificate(self._of("服务根证书", self.root, 1, issues=True), sm2.signer(self.root))
        self.maker_keys = sm2.keys()
        self.maker = certificate(self._of("制章人", self.maker_keys, 2), sm2.signer(self.root), self.anchor)
        self.behaves, self.asked = "well", []

    def _of(self, name, keys, number, *, issues=False):
        return Subject("印章服务", name, keys.public, SINCE, UNTIL, number, issues=issues)

    def answer(self, path, said):
        """What it says to a question."""
        if path == "/seals":
            signer = certificate(self._of(said["name"], self.keys, 3), sm2.signer(self.root), self.anchor)
            picture = b64decode(said["picture"]["content"])
            making = Making(said["esid"], said["name"], picture, (signer,), SINCE, UNTIL)
            made = seal(making, self.maker, sm2.signer(self.maker_keys))
            return {"seal": b64encode(made).decode(), "certificate": b64encode(signer).decode()}
        keys = sm2.keys() if self.behaves == "forged" else self.keys
        return {"signature": b64encode(sm2.signer(keys)(b64decode(said["to_sign"]))).decode()}


def behind(house, stop):
    """What answers for a house."""

    class Answering(BaseHTTPRequestHandler):
        """Answers as the house behaves."""

        def do_POST(self):
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            house.asked.append((self.path, self.headers["Authorization"]))
            if house.behaves == "slow":
                stop.wait(10)
            content = b"<html>" if house.behaves == "garbage" else json.dumps(house.answer(self.path, said)).encode()
            self.send_response(403 if house.behaves == "refuses" else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """Says nothing."""

    return Answering


@pytest.fixture
def house(settings, tmp_path):
    """The service, asked by the settings, on a port of this machine."""
    found, stop = House(), threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), behind(found, stop))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    settings.HOME, settings.SEALS = tmp_path, {"address": address, "token": "s3cret", "anchors": [found.anchor]}
    yield found
    stop.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def impatient(monkeypatch):
    """A function that waits for a slow service but shortly, and for any other for as long as it may take."""
    return lambda behaves: monkeypatch.setattr(providers, "PATIENCE", 0.2 if behaves == "slow" else 60.0)


@pytest.fixture
def licence(grant, district, house):
    """A licence of a body whose seal the service made."""
    seals.make(district.bureau, "电子证照专用章", by=CLOCKWORK, at=AT)
    return grant()


def pdf(licence):
    """The licence as PDF."""
    return documents.document(licence, "pdf", on=ON, at=AT + timedelta(hours=1)).content


def test_it_works(licence, house):
    content = pdf(licence)
    kept = Signed.objects.get()
    assert verify(bytes(kept.signature), content, providers.service().trust()).sound
    assert ElectronicSeal.objects.get().secret == ""
    assert {token for _, token in house.asked} == {"Bearer s3cret"}
    assert pdf(licence) == content
    assert len(house.asked) == 2


@pytest.mark.parametrize("behaves", ["refuses", "slow", "garbage"])
def test_it_says_so_when_the_service_does_not_answer_and_goes_on_when_it_does(licence, house, impatient, behaves):
    house.behaves = behaves
    impatient(behaves)
    with pytest.raises(Trouble, match="seals_out_of_reach"):
        pdf(licence)
    assert not Signed.objects.exists()
    house.behaves = "well"
    impatient("")
    assert pdf(licence).startswith(b"%PDF")
    assert Signed.objects.count() == 1


def test_it_keeps_no_signature_by_another_key(licence, house):
    house.behaves = "forged"
    with pytest.raises(Trouble, match="seal_not_believed"):
        pdf(licence)
    assert not Signed.objects.exists()


def test_it_keeps_no_signature_under_a_certificate_that_is_not_believed(licence, house, settings):
    settings.SEALS = {**settings.SEALS, "anchors": [House().anchor]}
    with pytest.raises(Trouble, match="seal_not_believed"):
        pdf(licence)
    assert not Signed.objects.exists()


@pytest.mark.parametrize("behaves", ["refuses", "slow", "garbage"])
def test_no_seal_is_on_file_that_was_not_made(district, shipped, house, impatient, behaves):
    house.behaves = behaves
    impatient(behaves)
    with pytest.raises(Trouble, match="seals_out_of_reach"):
        seals.make(district.bureau, "审批专用章", by=CLOCKWORK, at=AT)
    assert not ElectronicSeal.objects.exists()

"""Seals and signatures: built, verified step by step, and whatever is wrong with one is named."""

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengwu.statute.seals import STEPS, Making, Subject, Trust, certificate, seal, signature, sm2, verify

BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
AT = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
DOCUMENT = "食品经营许可证".encode()


class World:
    """A root, a signer and a maker of seals below it, a seal of the signer's, and a stranger's root."""

    def __init__(self):
        self.root, self.user, self.maker, self.other = (sm2.keys() for _ in range(4))
        self.anchor = self.issue("演示根", self.root, issues=True)
        self.strange = certificate(
            Subject("别家", "演示根", self.other.public, BEGIN, END, 1, True), self.by(self.other)
        )
        self.signer = self.issue("张三", self.user)
        self.making = self.issue("制章人", self.maker)
        self.trust = Trust((self.anchor,))

    def by(self, keys):
        return sm2.signer(keys)

    def issue(self, name, keys, *, issues=False, since=BEGIN, until=END):
        """A certificate by the root; the root's own, where there is none yet."""
        subject = Subject("演示", name, keys.public, since, until, len(name), issues)
        return certificate(subject, self.by(self.root), getattr(self, "anchor", None))

    def seal(self, *, signers=None, since=BEGIN, until=END, maker=None, keys=None):
        said = Making("QH0001", "审批专用章", b"PNG", signers or (self.signer,), since, until)
        return seal(said, maker or self.making, self.by(keys or self.maker))

    def sign(self, seal_=None, *, document=DOCUMENT, signer=None, keys=None, at=AT):
        return signature(
            seal_ or self.seal(), document, signer or self.signer, self.by(keys or self.user), at, "LICENCE"
        )


@cache
def world():
    return World()


def failed(found):
    return found.failed.key if found.failed else None


def test_a_signature_is_sound_and_says_who_and_when():
    found = verify(world().sign(), DOCUMENT, world().trust)
    assert (found.sound, failed(found)) == (True, None)
    assert (found.seal_name, found.signer, found.esid, found.at) == ("审批专用章", "张三", "QH0001", AT)
    assert [one.key for one in found.steps] == list(STEPS)
    assert not found.steps[-1].fine  # no time stamp: told, and no failure


def test_sm3_is_that_of_the_standard():
    assert sm2.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_another_document_is_told():
    assert failed(verify(world().sign(), DOCUMENT + b" ", world().trust)) == "digest"


def test_a_signature_of_somebody_else_is_told():
    found = verify(world().sign(keys=world().other), DOCUMENT, world().trust)
    assert failed(found) == "signature"


def test_a_signer_of_a_strange_authority_is_told():
    here = world()
    strange = certificate(Subject("演示", "张三", here.user.public, BEGIN, END, 9), here.by(here.other), here.strange)
    assert failed(verify(here.sign(here.seal(signers=(strange,)), signer=strange), DOCUMENT, here.trust)) == "chain"
    assert failed(verify(here.sign(), DOCUMENT, Trust(()))) == "chain"


def test_a_signer_that_may_not_issue_makes_no_chain():
    here = world()
    below = certificate(Subject("演示", "李四", here.other.public, BEGIN, END, 9), here.by(here.user), here.signer)
    trust = replace(here.trust, between=(here.signer,))
    found = verify(here.sign(here.seal(signers=(below,)), signer=below, keys=here.other), DOCUMENT, trust)
    assert failed(found) == "chain"


def test_a_chain_may_have_an_authority_between():
    here = world()
    middle = here.issue("中间机构", here.other, issues=True)
    below = certificate(Subject("演示", "李四", here.user.public, BEGIN, END, 9), here.by(here.other), middle)
    signed = here.sign(here.seal(signers=(below,)), signer=below)
    assert failed(verify(signed, DOCUMENT, here.trust)) == "chain"
    assert verify(signed, DOCUMENT, replace(here.trust, between=(middle,))).sound


def test_a_signer_out_of_date_and_a_revoked_one_are_told():
    here = world()
    old = here.issue("旧证书", here.user, until=AT - timedelta(days=1))
    assert failed(verify(here.sign(here.seal(signers=(old,)), signer=old), DOCUMENT, here.trust)) == "dates"
    trust = replace(here.trust, revoked=frozenset({sm2.sm3(here.signer)}))
    assert failed(verify(here.sign(), DOCUMENT, trust)) == "revoked"


def test_a_signer_who_may_not_use_the_seal_is_told():
    here = world()
    other = here.issue("李四五", here.other)
    assert failed(verify(here.sign(signer=other, keys=here.other), DOCUMENT, here.trust)) == "listed"


def test_a_seal_made_by_nobody_trusted_is_told():
    here = world()
    maker = certificate(Subject("别家", "制章人", here.other.public, BEGIN, END, 5), here.by(here.other), here.strange)
    assert failed(verify(here.sign(here.seal(maker=maker, keys=here.other)), DOCUMENT, here.trust)) == "maker"
    assert failed(verify(here.sign(here.seal(keys=here.other)), DOCUMENT, here.trust)) == "maker"


@pytest.mark.parametrize(("since", "until"), [(AT + timedelta(1), END), (BEGIN, AT - timedelta(1))])
def test_a_seal_out_of_its_days_is_told(since, until):
    here = world()
    assert failed(verify(here.sign(here.seal(since=since, until=until)), DOCUMENT, here.trust)) == "validity"


def test_what_is_no_signature_fails_to_parse():
    for content in (
        b"",
        b"\x30",
        b"\x30\x80",
        b"hello",
        b"\x30\x84\xff\xff\xff\xff",
        os.urandom(500),
        b"\0" * 2_000_001,
    ):
        assert failed(verify(content, DOCUMENT, world().trust)) == "parse"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_makes_a_signature_sound_or_an_exception(data):
    signed = bytearray(_signed())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(signed) - 1))
        match data.draw(st.sampled_from(("change", "drop", "cut"))):
            case "change":
                signed[at] ^= data.draw(st.integers(1, 255))
            case "drop":
                del signed[at]
            case _:
                signed = signed[: max(at, 4)]
    found = verify(bytes(signed), DOCUMENT, world().trust)
    assert bytes(signed) == _signed() or not found.sound


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_an_exception(content):
    assert failed(verify(content, DOCUMENT, world().trust)) == "parse"


@cache
def _signed():
    return world().sign()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to look with")
def test_openssl_reads_and_believes_our_certificates(tmp_path):
    for name, content in (("root", world().anchor), ("user", world().signer)):
        (tmp_path / f"{name}.der").write_bytes(content)
        order = ["openssl", "x509", "-inform", "der", "-in", f"{name}.der", "-out", f"{name}.pem"]
        subprocess.run(order, cwd=tmp_path, check=True)
    order = ["openssl", "verify", "-vfyopt", "distid:1234567812345678", "-CAfile", "root.pem", "user.pem"]
    assert subprocess.run(order, cwd=tmp_path, capture_output=True, check=False).stdout == b"user.pem: OK\n"

"""The identity service, over real HTTP: who comes back with a sound token is known; nothing else is believed."""

import base64
import hmac
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from tests.conftest import START
from tests.records.people import service
from zhengwu.records.people import accounts, discovery, entering, provider, second
from zhengwu.records.people.devices import Device
from zhengwu.records.people.entering import SignedIn
from zhengwu.records.people.models import Person, ProviderAccount, Session
from zhengwu.records.people.provider import Provider
from zhengwu.records.troubles import Trouble

BACK = "https://desk.example/back"
NOW = int(START.timestamp())
HERE = Device("192.0.2.7")


@pytest.fixture
def there():
    """The service; nothing of another one is remembered."""
    discovery.forget()
    with service.serving() as found:
        found.now = NOW
        yield found
    discovery.forget()


@pytest.fixture
def known(there):
    """The service as it was set up here."""
    return Provider(there.issuer, service.CLIENT, service.SECRET, "省统一身份认证", number_claim="id_number")


def came(known, there, *, at=START, ticket=None, carried=None, **changed):
    """There and back again."""
    begun = provider.begin(known, BACK, carried or {}, at=START)
    sent = {name: one[0] for name, one in parse_qs(urlsplit(there.authorize(begun.address)).query).items()}
    return provider.finish(known, begun.ticket if ticket is None else ticket, {**sent, **changed}, at=at)


def test_it_works(db, known, there):
    there.claims |= {"amr": ["pwd", "mfa"]}
    proved = came(known, there, carried={"next": "/desk/search"})
    assert (proved.subject, proved.methods) == (service.SUBJECT, {"pwd", "mfa"})
    assert proved.carried == {"next": "/desk/search"}


def test_the_way_there_tells_nothing_secret(db, known, there):
    begun = provider.begin(known, BACK, {}, at=START)
    told = {name: one[0] for name, one in parse_qs(urlsplit(begun.address).query).items()}
    assert told["code_challenge_method"] == "S256"
    assert told["redirect_uri"] == BACK
    assert not {"client_secret", "code_verifier"} & set(told)
    assert told["state"] not in begun.ticket
    assert service.SECRET not in begun.address


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "somebody else"},
        {"aud": ["zhengwu", "somebody else"], "azp": "somebody else"},
        {"iss": "https://evil.example"},
        {"exp": NOW - 120},
        {"iat": NOW + 600},
        {"nbf": NOW + 600},
        {"exp": "soon"},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=str,
)
def test_it_refuses_a_token_that_is_not_for_us_now(db, known, there, claims):
    there.claims |= claims
    with pytest.raises(Trouble, match="provider_refused"):
        came(known, there)


@pytest.mark.parametrize("name", ["iss", "aud", "exp", "iat", "nonce", "sub"])
def test_it_refuses_a_token_that_lacks_something(db, known, there, name):
    there.without = (name,)
    with pytest.raises(Trouble, match="provider_refused"):
        came(known, there)


def test_it_refuses_a_strange_signature(db, known, there):
    there.key = RSAKey.generate_key(2048, {"kid": "one"})
    with pytest.raises(Trouble, match="provider_refused"):
        came(known, there)


def text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def by_secret(body, there):
    """A token signed with the public key as if that were a shared secret."""
    head = text(json.dumps({"alg": "HS256", "kid": "one"}).encode())
    mark = hmac.digest(there.key.as_pem(private=False), f"{head}.{body}".encode(), "sha256")
    return f"{head}.{body}.{text(mark)}"


def unsigned(body, there):
    """A token that says it needs no signature."""
    return f"{text(json.dumps({'alg': 'none'}).encode())}.{body}."


@pytest.mark.parametrize("forged", [by_secret, unsigned])
def test_it_refuses_a_token_that_anybody_can_make(db, known, there, forged):
    real = there.token

    def answered(form, header):
        status, said = real(form, header)
        return status, {**said, "id_token": forged(said["id_token"].split(".")[1], there)}

    there.token = answered
    with pytest.raises(Trouble, match="provider_refused"):
        came(known, there)


def test_keys_may_change(db, known, there):
    assert came(known, there)
    there.key = RSAKey.generate_key(2048, {"kid": "two"})
    there.published, there.header = [there.key], {"alg": "RS256", "kid": "two"}
    assert came(known, there, at=START + timedelta(minutes=2))
    assert there.asked.count("/keys") == 2
    assert there.asked.count("/.well-known/openid-configuration") == 1


@pytest.mark.parametrize("changed", [{"state": "another"}, {"state": ""}, {"iss": "https://evil.example"}], ids=str)
def test_it_refuses_who_did_not_begin_here(db, known, there, changed):
    with pytest.raises(Trouble, match="provider_refused"):
        came(known, there, **changed)


def test_it_refuses_another_browser_and_who_took_too_long(db, known, there):
    other = provider.begin(known, BACK, {}, at=START).ticket
    for ticket, at in ((other, START), ("", START), ("x", START), (None, START + timedelta(minutes=16))):
        with pytest.raises(Trouble, match="provider_refused"):
            came(known, there, ticket=ticket, at=at)


def test_it_refuses_the_same_state_twice(db, known, there):
    begun = provider.begin(known, BACK, {}, at=START)
    for wrong in (None, "used_already"):
        sent = {name: one[0] for name, one in parse_qs(urlsplit(there.authorize(begun.address)).query).items()}
        if wrong is None:
            assert provider.finish(known, begun.ticket, sent, at=START)
        else:
            with pytest.raises(Trouble, match=wrong):
                provider.finish(known, begun.ticket, sent, at=START)


def test_it_refuses_what_the_service_refuses(db, known, there):
    begun = provider.begin(known, BACK, {}, at=START)
    state = parse_qs(urlsplit(begun.address).query)["state"][0]
    with pytest.raises(Trouble, match="provider_refused"):
        provider.finish(known, begun.ticket, {"state": state, "error": "access_denied"}, at=START)
    with pytest.raises(Trouble, match="provider_silent"):  # it knows no such code
        came(known, there, code="another")


def test_a_service_that_is_down_is_told(db, known, there):
    far = Provider("http://127.0.0.1:9", service.CLIENT, service.SECRET, "省统一身份认证")
    with pytest.raises(Trouble, match="provider_silent"):
        provider.begin(far, BACK, {}, at=START)
    there.announced = "https://evil.example"
    with pytest.raises(Trouble, match="provider_silent"):
        provider.begin(known, BACK, {}, at=START)


def test_a_citizen_is_named_by_the_token_or_by_userinfo(db, known, there):
    there.more = {"name": "周某", "id_number": "110101190001011009"}
    proved = came(known, there)
    assert (proved.name, proved.number) == ("周某", "110101190001011009")
    there.more["sub"] = "somebody else"
    with pytest.raises(Trouble, match="provider_refused"):
        came(known, there)


def enter(methods=frozenset(), subject=service.SUBJECT):
    return accounts.enter("https://id.example", subject, methods, device=HERE, hours=12, at=START)


def link(person, subject=service.SUBJECT, session=None):
    held = session or entering.opened(person, way="password", device=HERE, hours=1, at=START).session_id
    accounts.link("https://id.example", subject, person_id=person.pk, session_id=held, device=HERE, at=START)


def test_a_linked_account_opens_the_door_and_no_account_is_made_by_itself(cast):
    count = Person.objects.count()
    with pytest.raises(Trouble, match="provider_unlinked"):
        enter()
    link(cast["clerk"])
    signed = enter()
    assert isinstance(signed, SignedIn)
    assert (signed.person_id, Person.objects.count()) == (cast["clerk"].pk, count)
    Person.objects.filter(pk=cast["clerk"].pk).update(active=False)
    with pytest.raises(Trouble, match="provider_unlinked"):
        enter()


def test_a_second_factor_is_asked_for_unless_the_service_did(cast):
    link(cast["clerk"])
    Person.objects.filter(pk=cast["clerk"].pk).update(second_factor=True)
    assert isinstance(enter(frozenset({"pwd"})), second.Halfway)
    assert isinstance(enter(frozenset({"pwd", "mfa"})), SignedIn)


def test_one_account_is_one_persons(cast, actor):
    link(cast["clerk"])
    link(cast["clerk"])  # the same again is nothing new
    for person, subject in ((cast["head"], service.SUBJECT), (cast["clerk"], "another")):
        with pytest.raises(Trouble, match="linked_already"):
            link(person, subject)
    clerk = actor(cast["clerk"])
    accounts.unlink("https://id.example", "qinghe-lake-7431", by=clerk, device=HERE, at=START)
    link(cast["head"])
    assert ProviderAccount.objects.get().person_id == cast["head"].pk


def test_it_refuses_to_link_for_a_session_that_has_ended(cast):
    link(cast["head"], "head")
    theirs = Session.objects.get().pk
    with pytest.raises(Trouble, match="not_found"):
        link(cast["clerk"], session=theirs)
    Session.objects.all().delete()
    with pytest.raises(Trouble, match="not_found"):
        link(cast["head"], "head", session=theirs)

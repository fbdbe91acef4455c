"""The data sets told to machines in DCAT-AP: the same catalogue as JSON-LD and as Turtle."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import orjson
from django.conf import settings
from django.http import HttpResponse

from zhengwu.portal.publications.datasets import COUNTS, DataSet, sets
from zhengwu.portal.publications.streams import FORMS
from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import say, words
from zhengwu.ui.doors import public
from zhengwu.visits import Asked

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority"  # the vocabularies that DCAT-AP wants
FILE_TYPES = {"csv": "CSV", "json": "JSON", "jsonl": "JSONL", "parquet": "PARQUET"}
MEDIA = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Iri:
    """Something that has an address."""

    at: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A value with its type, as `2026-01-05` is an `xsd:date`."""

    value: str
    type: str


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of a class, and what is said of it. Values are words, addresses, typed values or further things."""

    at: str
    type: str
    facts: tuple[tuple[str, "Words | Iri | Typed | Node"], ...]


@public
def jsonld(request: Asked) -> HttpResponse:
    """`/data/catalog.jsonld`."""
    said = {"@context": PREFIXES, **_object(catalogue(request.on))}
    return HttpResponse(orjson.dumps(said, option=orjson.OPT_INDENT_2), content_type="application/ld+json")


@public
def turtle(request: Asked) -> HttpResponse:
    """`/data/catalog.ttl`."""
    head = "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    return HttpResponse(head + "".join(_sentences(catalogue(request.on))), content_type="text/turtle; charset=utf-8")


def catalogue(on: date) -> Node:
    """The catalogue as it is on a day: who publishes, and each data set with its distributions."""
    publisher = _publisher()
    data = tuple(("dcat:dataset", _dataset(one, publisher, on)) for one in sets())
    return Node(
        f"{settings.SITE}/data",
        "dcat:Catalog",
        (
            ("dct:title", words("publications.data.title")),
            ("dct:description", words("publications.data.lead")),
            ("dct:publisher", publisher),
            ("foaf:homepage", Iri(f"{settings.SITE}/data")),
            *data,
        ),
    )


def _publisher() -> Node:
    """The government that these pages belong to, else the first body."""
    found = organs.bodies(PUBLIC, limit=300)
    first = min(found, key=lambda one: (one.kind != "government", one.path), default=None)
    name = first.name if first else say("zh", words("frame.name"))
    at = f"{settings.SITE}/guide/{first.id}" if first else f"{settings.SITE}/"
    return Node(at, "foaf:Agent", (("foaf:name", Words(name, name)),))


def _dataset(one: DataSet, publisher: Node, on: date) -> Node:
    at = f"{settings.SITE}/data#{one.key}"
    forms = ("csv", "json") if one.key == COUNTS else tuple(FORMS)
    return Node(
        at,
        "dcat:Dataset",
        (
            ("dct:title", one.title),
            ("dct:description", one.about),
            ("dct:publisher", Iri(publisher.at)),
            ("dct:modified", Typed(on.isoformat(), "xsd:date")),
            ("dct:accrualPeriodicity", Iri(f"{AUTHORITY}/frequency/CONT")),
            ("dct:accessRights", Iri(f"{AUTHORITY}/access-right/PUBLIC")),
            ("dct:language", Iri(f"{AUTHORITY}/language/ZHO")),
            *(("dcat:distribution", _distribution(one.key, form)) for form in forms),
        ),
    )


def _distribution(key: str, form: str) -> Node:
    at = f"{settings.SITE}/data/{key}.{form}"
    return Node(
        at,
        "dcat:Distribution",
        (
            ("dcat:accessURL", Iri(f"{settings.SITE}/data")),
            ("dcat:downloadURL", Iri(at)),
            ("dct:format", Iri(f"{AUTHORITY}/file-type/{FILE_TYPES[form]}")),
            ("dcat:mediaType", Iri(MEDIA + FORMS[form].partition(";")[0])),
            ("dct:rights", words("publications.data.terms")),
        ),
    )


def _object(node: Node) -> dict[str, object]:
    """A thing as JSON-LD; what is said of it several times is a list."""
    found: dict[str, object] = {"@id": node.at, "@type": node.type}
    for name, value in node.facts:
        said = _said(value)
        if name in found:
            before = found[name]
            found[name] = [*before, *said] if isinstance(before, list) else [before, *said]
        else:
            found[name] = said if len(said) > 1 else said[0]
    return found


def _said(value: "Words | Iri | Typed | Node") -> list[object]:
    match value:
        case Iri(at):
            return [{"@id": at}]
        case Typed(text, type_):
            return [{"@value": text, "@type": type_}]
        case Node():
            return [_object(value)]
    return [{"@value": value.zh, "@language": "zh"}, {"@value": value.en, "@language": "en"}]


def _sentences(node: Node) -> Iterator[str]:
    """A thing as Turtle, and after it the things that it names."""
    within = [value for _, value in node.facts if isinstance(value, Node)]
    lines = [f"<{node.at}> a {node.type}"]
    for name, value in node.facts:
        match value:
            case Iri(at) | Node(at):
                lines.append(f"{name} <{at}>")
            case Typed(text, type_):
                lines.append(f"{name} {_quoted(text)}^^{type_}")
            case _:
                lines.append(f"{name} {_quoted(value.zh)}@zh, {_quoted(value.en)}@en")
    yield "\n" + " ;\n  ".join(lines) + " .\n"
    for one in within:
        yield from _sentences(one)


def _quoted(text: str) -> str:
    """A text as Turtle has it, which escapes as JSON does."""
    return orjson.dumps(text).decode()

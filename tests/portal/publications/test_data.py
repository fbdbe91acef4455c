"""Open data: the same rows in every form, read by the readers that others use; metadata that agree with one another."""

import csv
import io
import json
import re

import orjson
import pyarrow.parquet
import pytest
from lxml import etree

from zhengwu.portal.publications import streams
from zhengwu.records.publications import offering

SITE = "http://127.0.0.1"


@pytest.fixture
def out(press):
    """Three publications: a notice, a result with facts, a document that a spreadsheet would compute."""
    press.publish("通知")
    press.publish("许可结果", "", "licence_result", facts=(("许可编号", "7"), ("内容", '餐饮, "小"')))
    press.publish("=1+1", "- 第一条\n\n第二条", "normative_document", number="审批局规〔2026〕1号")


def sent(reader, path):
    """What was sent."""
    answer = reader.get(path)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_every_form_holds_the_same_rows(out, reader):
    lines = [json.loads(line) for line in sent(reader, "/data/publications.jsonl").splitlines()]
    assert [one["title"] for one in lines] == ["=1+1", "许可结果", "通知"]
    assert json.loads(sent(reader, "/data/publications.json")) == lines
    table = pyarrow.parquet.read_table(io.BytesIO(sent(reader, "/data/publications-2026.parquet"))).to_pylist()
    assert [one["id"] for one in table] == [one["id"] for one in lines]
    assert json.loads(table[1]["facts"]) == lines[1]["facts"] == {"许可编号": "7", "内容": '餐饮, "小"'}
    assert table[0]["published_on"].isoformat() == lines[0]["published_on"]
    rows = list(csv.DictReader(io.StringIO(sent(reader, "/data/publications.csv").decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [str(one["id"]) for one in lines]
    assert rows[0]["url"] == f"{SITE}/publications/{lines[0]['id']}"


def test_a_spreadsheet_computes_nothing(out, reader):
    rows = list(csv.DictReader(io.StringIO(sent(reader, "/data/publications.csv").decode("utf-8-sig"))))
    assert rows[0]["title"] == "'=1+1"
    assert rows[0]["text"].startswith("'- 第一条")


def test_a_year_and_a_kind_narrow_it(out, reader):
    assert len(sent(reader, "/data/publications-2026.jsonl?kind=notice").splitlines()) == 1
    assert sent(reader, "/data/publications-2020.jsonl") == b""
    for wrong in ("/data/publications.xlsx", "/data/publications-12.csv", "/data/publications.csv?kind=secret"):
        assert reader.get(wrong).status_code == 404


def test_it_is_read_a_stretch_at_a_time(out, reader, monkeypatch):
    whole = sent(reader, "/data/publications.jsonl")
    monkeypatch.setattr(offering, "ROWS", offering.ROWS.replace(f"LIMIT {offering.AT_ONCE}", "LIMIT 1"))
    monkeypatch.setattr(offering, "AT_ONCE", 1)
    assert sent(reader, "/data/publications.jsonl") == whole


def test_what_is_withdrawn_meanwhile_is_not_in_the_rest(press, out, monkeypatch):
    monkeypatch.setattr(offering, "ROWS", offering.ROWS.replace(f"LIMIT {offering.AT_ONCE}", "LIMIT 1"))
    monkeypatch.setattr(offering, "AT_ONCE", 1)
    rows = offering.rows()
    assert next(rows).title == "=1+1"
    made = press.publish("刚发布的")
    press.withdraw(made)
    assert [row.title for row in rows] == ["许可结果", "通知"]


def test_one_parquet_file_is_made_at_a_time(out, reader):
    with streams.MAKING:
        answer = reader.get("/data/publications-2026.parquet")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"


def test_the_page_says_what_there_is_and_on_which_terms(out, reader):
    page = reader.open("/data").text
    assert "引用时请注明发布机关" in page
    for path in re.findall(r'href="(/data/[^"]+)"', page):
        assert reader.get(path).status_code == 200, path
    for name in streams.FIELDS:
        assert f"<dt>{name}</dt>" in page


def test_machines_are_told_the_same_twice(out, reader):
    told = orjson.loads(reader.get("/data/catalog.jsonld").content)
    turtle = reader.get("/data/catalog.ttl").content.decode()
    assert told["@type"] == "dcat:Catalog"
    assert told["dct:publisher"]["foaf:name"][0]["@value"] == "青禾区人民政府"
    addresses = [form["dcat:downloadURL"]["@id"] for one in told["dcat:dataset"] for form in one["dcat:distribution"]]
    assert len(addresses) == 10
    for address in addresses:
        assert f"dcat:downloadURL <{address}>" in turtle
        assert reader.get(address.removeprefix(SITE)).status_code == 200
    assert turtle.count(" a dcat:Distribution") == len(addresses)
    assert turtle.count(" .\n") == 4 + 1 + 1 + len(told["dcat:dataset"]) + len(addresses)


def test_counts_add_up(out, reader, district):
    counts = orjson.loads(reader.get("/data/counts.json").content)
    assert sum(one["count"] for one in counts if one["channel"] == "portal") == 3
    rows = list(csv.DictReader(io.StringIO(reader.get("/data/counts.csv").content.decode("utf-8-sig"))))
    assert [row["kind"] for row in rows] == [one["kind"] for one in counts]
    for by in ("column", "kind", "category", "field", "body_id"):
        page = reader.open(f"/data/counts?year=2026&by={by}").text
        cells = re.findall(r'<td class="numeric">(\d+)</td>', page)
        assert cells[-1] == "3"
        assert sum(map(int, cells[:-2:2])) == 3


def test_the_map_has_parts(out, reader):
    index = etree.fromstring(reader.get("/sitemap.xml").content)
    parts = [one.text.removeprefix(SITE) for one in index.iter("{*}loc")]
    assert parts == ["/sitemap-pages.xml", "/sitemap-0.xml"]
    told = etree.fromstring(reader.get("/sitemap-0.xml").content)
    assert len(list(told.iter("{*}url"))) == 3
    assert reader.get("/sitemap-1.xml").status_code == 404

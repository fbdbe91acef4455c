"""Withdrawn means gone: whatever had been fetched, nothing serves a word of it any more, from no memory of ours."""

import gzip

import pyarrow.parquet
import pytest

from zhengwu.records.publications import actions
from zhengwu.records.publications.models import Publication

TITLE, WORDS, NUMBER = "罕见鸟类栖息地保护通告", "鹮鹳鹭鸨迁徙路线图", "护鸟〔2026〕7号"
LISTS = (
    "/", "/publications", "/publications?column=notices", "/publications?kind=notice", "/publications?year=2026",
    "/publications?category=art20_15", "/publications/feed.atom", "/publications/feed.atom?column=notices",
    "/sitemap-0.xml", "/data", "/data/publications.csv",
    "/data/publications.json", "/data/publications.jsonl", "/data/publications-2026.parquet",
    "/data/publications-2026.csv?kind=notice", "/data/counts",
)  # fmt: skip

SEARCH = ("/search?q=罕见鸟类", "/search?q=罕见鸟类&format=json")  # what it finds is tried in its own tests


def content(response):
    """All that was sent, unpacked, as text."""
    sent = b"".join(response.streaming_content) if response.streaming else response.content
    if response.headers.get("Content-Encoding") == "gzip":
        sent = gzip.decompress(sent)
    if sent.startswith(b"PAR1"):
        sent = str(pyarrow.parquet.read_table(pyarrow.BufferReader(sent)).to_pylist()).encode()
    return sent.decode(errors="replace")


@pytest.fixture
def out(press):
    """A document that was published with a file, corrected once, placed in the gazette, and explained by another."""
    made = press.draft(TITLE, f"{WORDS}，第一稿。", number=NUMBER, facts=(("路线", WORDS),))
    press.enclose(made, b"%PDF-1.7 birds", "鹮鹳.pdf")
    press.release(made)
    press.correct(made, TITLE, f"{WORDS}，第二稿。")
    actions.place(made.publication_id, "gazette", "公报", press.at.date(), by=press.actors["clerk"], at=press.at)
    press.publish("一问一答", "为什么保护。", "policy_interpretation", interprets_id=made.publication_id)
    return made


def own(publication_id):
    """The addresses of the document itself, its file among them."""
    file = Publication.objects.get(pk=publication_id).versions.latest("number").files.get()
    home = f"/publications/{publication_id}"
    more = ("", "?version=1", "?version=2", "?version=2&with=1", "/print", "/qr.svg")
    return [*(f"{home}{one}" for one in more), f"{home}/files/{file.pk}/{file.name}"]


def everywhere(made, district):
    """Every address by which it could be met."""
    body = (f"/publications?body={district.bureau}", f"/publications/feed.atom?body={district.bureau}")
    other = Publication.objects.get(interprets=made.publication_id)
    return [*LISTS, *SEARCH, *body, f"/guide/{district.bureau}", f"/publications/{other.pk}"]


def fetched(reader, path, headers):
    """Reads all of it; gives its tag."""
    answer = reader.get(path, headers=headers)
    content(answer)
    return answer.headers.get("ETag", "")


def says(text):
    """Whether a text says anything of the document."""
    return any(word in text for word in (TITLE, WORDS, NUMBER, "鹮鹳"))


def test_before_it_is_withdrawn_it_is_found_wherever_one_looks(out, reader, district):
    silent = ("/data", "/data/counts", "/sitemap-0.xml", f"/guide/{district.bureau}", *SEARCH)
    for path in [*own(out.publication_id), *everywhere(out, district)]:
        answer = reader.get(path)
        assert answer.status_code == 200, path
        if path not in silent and not path.endswith((".svg", ".pdf")):
            assert says(content(answer)), path


@pytest.mark.parametrize("packed", ["identity", "gzip"])
def test_what_is_withdrawn_is_gone_wherever_one_looks(press, out, reader, district, packed):
    ways = {"accept-encoding": packed}
    home, around = own(out.publication_id), everywhere(out, district)
    tags = {path: fetched(reader, path, ways) for path in [*home, *around] * 2}
    press.withdraw(out)
    for path in home:
        for asked in (ways, ways | {"if-none-match": tags[path]}, ways | {"if-none-match": "*"}):
            answer = reader.get(path, headers=asked)
            assert answer.status_code == 410, path
            assert not says(content(answer))
    for path in around:
        answer = reader.get(path, headers=ways | {"if-none-match": tags[path]})
        assert answer.status_code == 200, path
        assert not says(content(answer)), path


def test_it_says_that_it_was_withdrawn_and_no_more(press, out, reader):
    press.withdraw(out)
    page = reader.open(f"/publications/{out.publication_id}")
    assert "已撤下" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert f"/publications/{out.publication_id}<" not in content(reader.get("/sitemap-0.xml"))
    feed = content(reader.get("/publications/feed.atom"))
    assert f'<at:deleted-entry ref="http://127.0.0.1/publications/{out.publication_id}"' in feed


def test_what_comes_back_does_not_bring_back_what_it_was_withdrawn_for(press, out, reader):
    old = Publication.objects.get(pk=out.publication_id).versions.get(number=2).files.get()
    press.withdraw(out)
    press.correct(out, TITLE, "重新发布的正文。")
    home = f"/publications/{out.publication_id}"
    assert "重新发布的正文" in reader.open(home).text
    for path in ("?version=1", "?version=2", "?version=3&with=2"):
        assert reader.get(home + path).status_code == 404
    assert "第一稿" not in reader.open(home).text
    assert reader.get(f"{home}/files/{old.pk}/{old.name}").status_code == 404


def test_a_change_is_seen_at_once_and_the_old_page_is_not_confirmed(press, reader):
    made = press.publish("关于窗口调整的通知", "旧的正文。")
    home = f"/publications/{made.publication_id}"
    first = reader.get(home)
    assert reader.get(home, headers={"if-none-match": first["ETag"]}).status_code == 304
    press.correct(made, "关于窗口调整的通知", "新的正文。")
    second = reader.get(home, headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200
    assert "新的正文" in content(second)

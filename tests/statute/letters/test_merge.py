"""Values in a letter: literal, complete, printable; and the files that are made of it."""

import io
from datetime import date
from decimal import Decimal

import docx
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from zhengwu.statute.letters.merge import merge
from zhengwu.statute.letters.model import BlockKind, Letter
from zhengwu.statute.letters.registry import template, templates
from zhengwu.statute.letters.renderers import KINDS, RenderError, render
from zhengwu.statute.letters.vocabulary import examples

SPRING = date(2026, 3, 2)
HOSTILE = ["#let x = 1", "<w:p>甲</w:p>", "{applicant}", "*粗* _斜_ $x$ @ref", "</p><script>甲</script>", "&lt; ]]>",
           "@甲", "| 甲 | 乙"]  # fmt: skip


def letter(key: str = "fee_notice", **values: object) -> Letter:
    made = merge(template("information_request", key, SPRING), {**examples(), **values})  # type: ignore[dict-item]
    assert isinstance(made, Letter), made
    return made


def read(content: bytes, kind: str) -> str:
    """All that the file says, without blanks."""
    if kind == "docx":
        word = docx.Document(io.BytesIO(content))
        texts = [part.text or "" for part in word.element.body.iter("{*}t")]
    elif kind == "pdf":
        texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    elif kind == "html":
        texts = [html.fromstring(content.decode()).find(".//main").text_content()]
    else:
        texts = [content.decode()]
    return "".join("".join(texts).split())


def expected(made: Letter) -> list[str]:
    texts = [made.title, made.number, made.signature, made.date]
    texts += [text for block in made.blocks for text in (block.label, *block.text.split("\n"))]
    return ["".join(text.split()) for text in texts]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", ["fee_notice", "reply_refused", "delivery_record"])
def test_it_is_written_and_read_back(key: str, kind: str) -> None:
    made = letter(key)
    said = read(render(made, kind, red_head=True), kind)
    said = said.replace("—1—", "").replace("—2—", "")
    for text in expected(made):
        assert text in said


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_comes_out_literally(value: str, kind: str) -> None:
    made = letter("fee_notice", applicant=value, subject=value, fee_basis=value)
    said = read(render(made, kind), kind)
    assert said.count("".join(value.split())) >= 3


@pytest.mark.parametrize("value", ["a\x00b", "\x1b[31m", "a\u202eb", "\ud800", "\x0b", "\ufffe", "\u2028"])
def test_a_sign_that_does_not_print_is_refused_by_name(value: str) -> None:
    found = merge(template("information_request", "receipt", SPRING), {**examples(), "subject": value + "甲"})
    assert isinstance(found, tuple)
    assert [(problem.code, problem.field) for problem in found] == [("control_character", "subject")]
    assert "U+" in found[0].sentence


def test_missing_values_are_refused_by_name_in_two_languages() -> None:
    values = {key: value for key, value in examples().items() if key not in ("applicant", "due_on")}
    found = merge(template("information_request", "receipt", SPRING), {**values, "phone": "  "})
    assert isinstance(found, tuple)
    assert [problem.field for problem in found] == ["applicant", "due_on", "phone"]
    assert "缺少“申请人”" in found[0].sentence
    assert found[0].gloss.startswith("applicant is missing")


@pytest.mark.parametrize(
    ("field", "value"),
    [("received_on", "2026年3月2日"), ("received_on", "2026-02-30"), ("extension_days", "-1"),
     ("extension_days", "二十"), ("fee", "-5"), ("fee", "NaN"), ("fee", "1.005"), ("fee", "甲")],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused(field: str, value: str) -> None:
    key = {"fee": "fee_notice"}.get(field, "extension_notice")
    found = merge(template("information_request", key, SPRING), {**examples(), field: value})
    assert isinstance(found, tuple)
    assert [(problem.code, problem.field) for problem in found] == [("bad_value", field)]


def test_dates_and_amounts_print_the_chinese_way() -> None:
    made = letter("fee_notice", received_on=SPRING, fee=Decimal("1200.50"), issued_on=date(2026, 12, 1))
    assert "2026年3月2日收到" in made.blocks[1].text
    assert "人民币1200.50元" in [block.text for block in made.blocks]
    assert made.date == "2026年12月1日"


def test_a_value_of_several_lines_gives_several_paragraphs_of_text() -> None:
    made = letter("third_party_override", contents="@第一项\n| 第二项 | 丙\n{phone}")
    assert [block.text for block in made.blocks][3:6] == ["@第一项", "| 第二项 | 丙", "{phone}"]
    assert {block.kind for block in made.blocks[3:6]} == {BlockKind.PARAGRAPH}


@given(st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn")), min_size=1))
def test_any_text_is_inserted_as_it_is_or_called_missing(value: str) -> None:
    made = merge(template("information_request", "receipt", SPRING), {**examples(), "subject": value})
    if not value.strip():
        assert isinstance(made, tuple)
    else:
        assert isinstance(made, Letter)
        assert made.blocks[1].text.endswith(f"为：{value.strip()}。")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_letter_gives_the_same_bytes(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render(letter(), kind)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 5, 5, 5, 4, 0, 125, 0))
    assert render(letter(), kind) == first


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(RenderError, match="docx, pdf"):
        render(letter(), "wps")


@pytest.mark.slow
def test_every_template_becomes_a_pdf_and_a_word_file() -> None:
    for entry in templates():
        made = merge(entry, examples())
        assert isinstance(made, Letter)
        for kind in ("pdf", "docx"):
            said = read(render(made, kind), kind)
            assert "".join(made.title.split()) in said

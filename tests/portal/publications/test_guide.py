"""The guide of a body: what it wrote itself, by article, and when it was last found to be right."""

from zhengwu.records.publications import guides
from zhengwu.records.publications.guides import Text


def test_before_it_is_written_the_office_is_shown(reader, district):
    page = reader.open(f"/guide/{district.bureau}")
    assert page.status_code == 200
    assert "最近一次核对" not in page.text
    assert f'href="/publications?body={district.bureau}"' in page.text


def test_what_the_body_wrote_is_shown(press, reader, district):
    text = Text(
        "按条例分类。",
        "按栏目编排。",
        "网上查阅。\n当面查阅。",
        fax="000-7",
        postal="某路1号",
        sections=(("收费", "不收费。"),),
    )
    guides.write(district.bureau, text, by=press.actors["head"], at=press.at)
    page = reader.open(f"/guide/{district.bureau}").text
    for said in ("政府信息的分类", "按条例分类。", "000-7", "某路1号", "收费", "2026年3月2日（周一）"):
        assert said in page, said
    assert "<p>网上查阅。</p><p>当面查阅。</p>" in page

"""What is pasted becomes plain official HTML: nothing runs, nothing is fetched, and words are never lost."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengwu.statute.inspection.html import escaped, plain, sanitised

ALLOWED = set(
    "h2 h3 h4 h5 h6 p ul ol li blockquote table caption thead tbody tfoot tr th td "
    "strong em u s sub sup a img br hr".split()
)
ATTRIBUTES = {"href", "title", "rel", "src", "alt", "colspan", "rowspan", "scope", "start", "class"}
OWN = "/publications/7/files/"
ATTACKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=`x` onerror='alert(1)'//",
    "<img/src=x/onerror=alert(1)>",
    '<img src="javascript:alert(1)">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math href=javascript:alert(1)>x</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jav&#x09;ascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="&#106;avascript&colon;alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="\u200bjavascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="/\\evil.example">x</a>',
    '<a href="\\\\evil.example">x</a>',
    '<a href="https:evil">x</a>',
    "<a onmouseover=alert(1) href=https://a.cn>x</a>",
    '<a href="https://a.cn" title=\'"><script>alert(1)</script>\'>x</a>',
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example>",
    "<style>@import '//evil.example';</style>",
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<p style="x:expression(alert(1))">x</p>',
    "<form action=javascript:alert(1)><input type=submit formaction=javascript:alert(1)></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)></select>",
    "<textarea></textarea><script>alert(1)</script>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><img title='</title><img src=x onerror=alert(1)>'></title>",
    "<xmp><img title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>x",
    "<table background=javascript:alert(1)><td>x",
    "<td background=javascript:alert(1)>x",
    "<div onclick=alert(1)>x</div>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href=javascript:alert(1)?>",
    "<?php echo 1 ?><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p id=a name=b>x</p><a href='#a'>y</a>",
    "<x onclick=alert(1)>x</x>",
    "<custom-element onclick=alert(1)>x",
    "<p/onclick=alert(1)>x",
    "<\x00script>alert(1)</script>",
    "<script\x20type='text/javascript'>alert(1);</script>",
    "<<script>alert(1);//<</script>",
    "\ufeff<script>alert(1)</script>",
    "<b><p><script>alert(1)</script>",
    "<select><noembed></select><script x='a@b'a>alert(1)//",
    "</p><script>alert(1)</script><p>",
    "<div dir=rtl><isindex prompt='<script>'>",
)  # fmt: skip


class Judge(HTMLParser):
    """Reads what was written, as a browser's reader of tags does, and notes what may not be there."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.wrong += [tag] if tag not in ALLOWED else []
        for name, value in attrs:
            self.wrong += [name] if name not in ATTRIBUTES else []
            if name in ("href", "src") and not re.match(
                r"https?://[^/]|mailto:|tel:|/(?![/\\])", value or "", re.IGNORECASE
            ):
                self.wrong.append(f"{name}={value}")
            if name == "src" and not (value or "").startswith(OWN):
                self.wrong.append(f"src={value}")
            if name == "class" and value not in ("text-center", "text-end"):
                self.wrong.append(f"class={value}")

    def handle_comment(self, data):
        self.wrong.append(f"<!--{data}")

    def handle_decl(self, decl):
        self.wrong.append(f"<!{decl}")

    def handle_pi(self, data):
        self.wrong.append(f"<?{data}")

    def unknown_decl(self, data):
        self.wrong.append(f"<![{data}")


def wrong(html: str) -> list[str]:
    judge = Judge()
    judge.feed(html)
    judge.close()
    return judge.wrong


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "around", ["{}", "<p>甲{}乙</p>", "<table><tr><td>{}</table>", "<ul><li>{}", '<a href="https://a.cn">{}</a>']
)
def test_nothing_that_runs_or_fetches_survives(attack, around):
    told = sanitised(around.format(attack), OWN)
    assert wrong(told.html) == []
    assert sanitised(told.html, OWN).html == told.html


PARTS = (
    "<p> </p> <table> <tr> <td> </table> <ul> <li> </ul> <b> </b> <h1> <div> </div> 字 &nbsp; a<b <br> </a> "
    "<blockquote> <th> <hr> <caption> <sup> </td>"
).split()
WITH = ("<a href=https://a.cn>", "<ol start=3>", f"<img src={OWN}1/a.png alt=图>", "<td colspan=2>", " ")
PIECES = st.sampled_from([*ATTACKS, *PARTS, *WITH])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=14).map("".join))
def test_sanitising_again_changes_nothing(html):
    told = sanitised(html, OWN).html
    assert wrong(told) == []
    assert sanitised(told, OWN).html == told
    assert sanitised(told, OWN).removed == ()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_plain_words_come_back_as_they_were(text):
    assert plain(escaped(text)) == text
    assert wrong(escaped(text)) == []


def test_what_was_removed_is_told():
    told = sanitised('<p onclick="x()">甲<script>1</script><script>2</script><img src="http://a/b.png"></p>'
                     '<a href="javascript:1">乙</a><p class="MsoNormal">丙<o:p></o:p></p>')  # fmt: skip
    assert told.html == "<p>甲</p><p>乙</p><p>丙</p>"
    assert [one.said.zh for one in told.removed] == [
        "属性 onclick（1 处）", "元素 script（2 处）", "链接 javascript（1 处）", "图片（1 处）",
    ]  # fmt: skip
    assert [one.said.en for one in told.removed][1] == "element script (2)"


def test_a_document_from_word_keeps_its_shape():
    told = sanitised(
        "<!--[if gte mso 9]><xml><o:x/></xml><![endif]--><style>p.MsoNormal{}</style>"
        '<h1 align=center><b><span style="font-family:方正小标宋">关于公布结果的通知</span></b></h1>'
        '<p class=MsoNormal style="text-indent:2em"><span lang=EN-US>2025</span>年度<o:p></o:p></p>'
        "<p><o:p>&nbsp;</o:p></p>"
        '<table border=1><thead><tr><td colspan=2 style="width:9pt"><p class=MsoNormal>名称</p></td></tr></thead>'
        "<tr><td>甲<td>乙</table><p style='text-align: right'>文昌区行政审批局<br>2025年3月2日</p>"
    )
    assert told.html == (
        '<h2 class="text-center"><strong>关于公布结果的通知</strong></h2><p>2025年度</p>'
        '<table><thead><tr><td colspan="2"><p>名称</p></td></tr></thead>'
        "<tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>"
        '<p class="text-end">文昌区行政审批局<br>2025年3月2日</p>'
    )
    assert plain(told.html) == "关于公布结果的通知\n2025年度\n名称\n甲\t乙\n文昌区行政审批局\n2025年3月2日"


def test_pictures_stay_only_where_they_are_the_publications_own():
    html = f'<img src="{OWN}3/tu.png" alt="流程图"><img src="/publications/8/files/3/a.png"><img src="{OWN}../../8/a">'
    assert sanitised(html, OWN).html == f'<p><img src="{OWN}3/tu.png" alt="流程图"></p>'
    assert sanitised(html).html == ""
    assert plain(sanitised(html, OWN).html) == "流程图"


def test_what_is_nested_without_end_is_cut_and_told():
    told = sanitised("<blockquote>" * 5_000 + "底" + "</blockquote>" * 5_000)
    assert "depth" in {one.kind for one in told.removed}
    assert sanitised(told.html).html == told.html

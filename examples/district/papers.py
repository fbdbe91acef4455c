"""The papers of a case: letters issued and served, forms handed in, copies given out.

Letters are issued on the day of the step that calls for them, numbered as they come; what an officer would type into
one is typed here. Of a copy with blanks the district keeps the proof that the withheld words are gone.
"""

from datetime import datetime, timedelta
from functools import cache

from examples.district.staff import Body
from zhengwu.records.documents import actions as documents
from zhengwu.records.documents import releasing
from zhengwu.records.documents.actions import Receiving
from zhengwu.records.documents.releasing import Releasing
from zhengwu.records.letters import queries as letters
from zhengwu.records.letters import serving, words
from zhengwu.records.letters.due import due_letters
from zhengwu.records.letters.gathering import Choosing, gather
from zhengwu.records.letters.serving import Issue, Serving
from zhengwu.records.people.actors import CLOCKWORK, Actor
from zhengwu.statute.paper.errors import RenderError
from zhengwu.statute.paper.typeset import fonts_for, typeset

KEPT_BY_SYSTEM = "delivery_record"  # a form that is filled in by hand, where somebody signs for a letter
TYPED = {
    "contents": "所申请的文件及其附件", "channel": "可在青禾区政府网站“政府信息公开”栏目查阅，或者到区政务服务大厅复制",
    "basis": "《中华人民共和国政府信息公开条例》", "reasons": "申请内容不够明确，无法指向特定的政府信息。",
    "payment": "区政务服务大厅 6 号窗口，现金或者银行卡", "applicant": "原申请人", "review_body": "禾州市人民政府",
    "evidence": "申请材料所附证据",
}  # fmt: skip
WORDS = {"court": "青禾区人民法院", "payment": TYPED["payment"]}
SERVED = {"electronic": "electronic", "post": "mail", "counter": "counter"}
ON_PAPER = ("counter", "registered_mail", "ordinary_mail", "fax")
WITHHELD = "李某某，住青禾区望湖大道 18 号 3 单元 402 室"
REASSESSED = timedelta(days=365)
GIVEN = "（个人信息，不予公开）"
PAGE = b"""
#let said = json(bytes(sys.inputs.document))
#set document(title: said.title)
#set page(paper: "a4", margin: 3cm)
#set text(font: said.font, size: 14pt, lang: "zh")
#align(center, text(size: 20pt, said.title))
#v(1cm)
#for line in said.lines [#line #parbreak()]
"""


def say_words(government: Body, at: datetime) -> None:
    """What every letter of the district says: the court, where fees are paid."""
    words.say(government.id, {key: WORDS[key] for key in WORDS if key in words.KEYS}, by=CLOCKWORK, at=at)


def issue_letters(case_id: int, clerk: Actor, at: datetime) -> int:
    """Issues what the case wants that day. Returns how many letters that are."""
    wanted = [one for one in due_letters(clerk, case_id) if one.key != KEPT_BY_SYSTEM and one.since <= at.date()]
    for due in wanted:
        choosing = Choosing(due.key, due.event, due.party)
        lacking = gather(case_id, choosing, by=clerk, on=at.date()).missing
        last = (at + timedelta(days=14)).date()
        typed = {one.key: f"{last:%Y-%m-%d}" if one.key.endswith("_on") else TYPED[one.key] for one in lacking}
        chosen = Choosing(due.key, due.event, due.party, typed=typed)
        serving.issue_due(case_id, Issue(chosen, at.date()), by=clerk, at=at)
    return len(wanted)


def serve_answers(case_id: int, channel: str, clerk: Actor, at: datetime) -> None:
    """Puts on file how the answers of a case were served; the step itself is taken by the story."""
    for letter in letters.letters(clerk, case_id):
        if letter.key.startswith("reply_") and not letter.deliveries:
            told = Serving(SERVED[channel], at.date(), at.date(), recipient="申请人", with_step=False)
            serving.serve(letter.id, told, by=clerk, at=at)


def hand_in(case_id: int, title: str, clerk: Actor, at: datetime) -> None:
    """The form that came over the counter, as it was scanned."""
    content, kind = page("政府信息公开申请表", (f"所需信息：{title}", "申请人签名：（已签）"))
    documents.receive(case_id, Receiving(content, f"申请表.{kind}", "application"), by=clerk, at=at)


def give_out(case_id: int, title: str, outcome: str, handler: Actor, at: datetime) -> None:
    """What an answer brings: the file, or its copy with the personal information taken out and proved to be gone."""
    item = "1"
    if outcome == "granted":
        content, kind = page(title, ("青禾区档案文件（虚构，只用于演示）", "权利人：见附表"))
        releasing.release(case_id, Releasing(item, content, f"{title[:20]}.{kind}"), by=handler, at=at)
        return
    original = documents.receive(
        case_id, Receiving(_text(title, WITHHELD), f"{title[:20]}.txt", "original", item_number=item), by=handler, at=at
    )
    copy = Releasing(
        item, _text(title, GIVEN), f"{title[:20]}（区分处理）.txt", original.id, (WITHHELD,),
        reassess_on=at.date() + REASSESSED,
    )  # fmt: skip
    releasing.release(case_id, copy, by=handler, at=at)


def sample() -> bytes:
    """The page that stands for whatever an applicant would send in."""
    return page("申请材料（演示）", ("虚构的区，虚构的材料。",))[0]


def _text(title: str, person: str) -> bytes:
    return f"{title}\n\n权利人：{person}\n补偿面积：86 平方米\n".encode()


@cache
def page(title: str, lines: tuple[str, ...]) -> tuple[bytes, str]:
    """A page and the ending of its name: PDF, or plain text where the machine has no Chinese font."""
    try:
        said = {"title": title, "lines": lines, "font": fonts_for().body}
        return typeset(PAGE, "document", said), "pdf"
    except RenderError:
        return "\n\n".join((title, *lines)).encode(), "txt"

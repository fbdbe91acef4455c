"""What may be done against an answer: review and suit, with whom, where, until when; and the application to print.

The application is made of what the applicant types and what they were told; nothing of it is kept.
"""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from django.http import HttpResponse

from zhengwu.portal.keyring import key_of
from zhengwu.portal.papers import MEDIA, download, paper
from zhengwu.records.cases import tracking
from zhengwu.records.cases.paragraphs import COURT, REVIEW_BODY
from zhengwu.records.cases.sheet import Opened, envelope_of, replayed
from zhengwu.records.cases.shown import ItemFacts
from zhengwu.records.cases.tracking import Tracked
from zhengwu.records.letters.given import Competent, competent
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.calendar import Calendar, Unit, explained
from zhengwu.statute.letters.merge import chinese_date
from zhengwu.statute.letters.model import Block, BlockKind, Letter
from zhengwu.statute.letters.remedies import remedy_of
from zhengwu.ui.catalogue import text, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.pages import show
from zhengwu.ui.parts.dates import Reasoned, of_period
from zhengwu.visits import Asked

REVIEW_DAYS = 60  # 行政复议法第二十条
SUIT_MONTHS = 6  # 行政诉讼法第四十六条
BLANK = "　" * 12


@dataclass(frozen=True, slots=True)
class Answer:
    """One matter that was asked for: its words, and once it is answered the answer, and what may be done against it.

    `suit_until` is None where review comes first: then the court's time begins with the decision on review.
    """

    item: ItemFacts
    outcome: Words | None
    remedy: str = ""
    office: Competent | None = None
    review_until: Reasoned | None = None
    suit_until: Reasoned | None = None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """How to ask for a review of one answer, and the application as far as it is filled in."""

    number: str
    answer: Answer
    since: date | None
    filled: Filled
    paper: Letter
    home: str


def answers(found: Opened, told: Tracked, on: date) -> tuple[Answer, ...]:
    """Each matter with its answer as far as that has gone out."""
    office = competent(found.envelope.body_id) if any(one.remedy for one in told.items) else None
    return tuple(_answer(found, item, office, on) for item in told.items)


def _answer(found: Opened, item: ItemFacts, office: Competent | None, on: date) -> Answer:
    outcome = Words(item.zh, item.en) if item.zh else None
    if not item.remedy or office is None:
        return Answer(item, outcome)
    said = item.remedy.replace(REVIEW_BODY, office.review_body or REVIEW_BODY).replace(COURT, office.court or COURT)
    since = item.redo_answered_on or item.answered_on
    if since is None:
        return Answer(item, outcome, said, office)
    review = _until(found.calendar, since, REVIEW_DAYS, Unit.CALENDAR_DAYS, on)
    suit = _until(found.calendar, since, SUIT_MONTHS, Unit.MONTHS, on) if _is_direct(found, item) else None
    return Answer(item, outcome, said, office, review, suit)


def _is_direct(found: Opened, item: ItemFacts) -> bool:
    """Whether a court may be asked without a review before it: where both kinds of remedy read the same."""
    outcome = found.rules.outcome(item.redone if item.redone not in ("", "ordered") else item.outcome)
    if outcome is None or not outcome.remedy or item.concluded_on is None:
        return False
    return remedy_of(outcome.remedy, item.concluded_on).text == remedy_of("review_or_suit", item.concluded_on).text


def _until(calendar: Calendar, since: date, length: int, unit: Unit, on: date) -> Reasoned:
    """Every day of it counts, so that the sentences say enough without a strip."""
    end, lines = explained(calendar, since, length, unit)
    return replace(of_period(end, since, unit, lines, calendar, on), weeks=())


def _form() -> Form:
    return Form(
        (
            Field("name", words("tracking.review.name"), required=False, most=100, width=20, complete="name"),
            Field("contact", words("tracking.review.contact"), required=False, most=200),
            Field("request", words("tracking.review.request"), "textarea", required=False, most=1_000, rows=3),
            Field("reasons", words("tracking.review.reasons"), "textarea", required=False, most=4_000, rows=7),
        )
    )


@public
def review(request: Asked, number: str, item: str) -> HttpResponse:
    """`/track/NUMBER/review/ITEM`: what, where, until when; the application to read, copy and download."""
    key = key_of(request, "applicant", number)
    found = replayed(envelope_of(key.case_id))
    told = tracking.told(found, request.on)
    answer = next((one for one in answers(found, told, request.on) if one.item.number == item and one.remedy), None)
    if answer is None:
        raise missing(Words("这项答复", "answer"), where="item")
    form = _form()
    filled = form.empty(request=text("zh", "tracking.review.usual"))
    if request.method == "POST":
        filled = form.read(request.POST)
    made = _application(found, answer, filled, request.on)
    kind = str(request.POST.get("kind", ""))
    if filled.sound and kind in MEDIA:
        return download(paper(made, kind))
    since = answer.item.redo_answered_on or answer.item.answered_on
    page = ReviewPage(number, answer, since, filled, made, f"/track/{quote(number)}")
    return show(request, "portal/review.html", page, 200 if filled.sound else 422)


def _application(found: Opened, answer: Answer, filled: Filled, on: date) -> Letter:
    """行政复议申请书 as the law wants it: who, against what, what is asked and why (行政复议法实施条例第十九条)."""
    item, office = answer.item, answer.office
    since = item.redo_answered_on or item.answered_on
    says = {
        "申请人": filled["name"] or BLANK,
        "联系方式": filled["contact"] or BLANK,
        "被申请人": found.envelope.body_name,
        "申请编号": found.envelope.number,
        "申请的信息": item.description,
        "答复": f"{item.zh}（{chinese_date(since)}收到）" if since else item.zh,
        "复议请求": filled["request"] or BLANK,
        "事实和理由": filled["reasons"] or BLANK,
        "附件": "答复书复印件；政府信息公开申请及回执复印件；申请人身份证明复印件",
    }
    rows = (Block(BlockKind.ROW, _plain(said), label) for label, said in says.items())
    reviewer = (office.review_body if office else "") or REVIEW_BODY
    blocks = (Block(BlockKind.ADDRESSEE, f"{reviewer}："), *rows)
    return Letter(
        "", "", "行政复议申请书", "", blocks, f"申请人（签名或者盖章）：{filled['name'] or BLANK}", chinese_date(on)
    )


def _plain(said: str) -> str:
    return "".join(sign if sign.isprintable() else "；" if sign == "\n" else " " for sign in said)

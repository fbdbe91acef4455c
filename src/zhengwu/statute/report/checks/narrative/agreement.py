"""Holds what the text says against the tables, and growth against last year's tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zhengwu.statute.report.checks.catalogue import RULE
from zhengwu.statute.report.checks.cells import amount_of
from zhengwu.statute.report.checks.labels import number
from zhengwu.statute.report.checks.narrative.claims import MONEY, Cells, Claim, Denial, claims, denials
from zhengwu.statute.report.checks.narrative.scope import Scope, scope_of
from zhengwu.statute.report.checks.narrative.sentences import Quantity, Sentence
from zhengwu.statute.report.checks.subject import Subject
from zhengwu.statute.report.model import Cause, Finding, Number, Severity

_FILLERS = re.compile(
    r"本年度?|全年|今年|年内|当年|20\d\d年度?|一年来|我局|我委|我厅|我单位|我区|我市|我县|本机关|本局|本单位|全市|全区|全县|共计?|累计|总共|合计|"
    r"其中|公开|信息|政府|申请|案件|件数|数量|为|有|了|的|已|均|都|全部|按时|按期|按规定|依法|依规|及时|法定期限内|在|予以|经审查|决定|并|且|"
    r"截至|年底|[“”‘’\"、]|区分处理|情况|结果|处理|办理|继续|类"
)
_NO_DENIAL = re.compile(r"无[法论正需]|未来|未必")
_LEADS = re.compile(r"依申请公开(?:方面|工作|情况)?[，,：:]|信息公开申请(?:方面|办理情况)[，,：:]")
_GROWTH = re.compile(
    r"(?:同比|较上一?年度?|比上一?年度?|较去年|比去年|与上一?年相比|与去年相比)(?:同期)?(?:相比)?(?:净|约|均)?"
    r"(?P<way>增长|上升|增加|提高|增幅|下降|减少|降低)(?:了|约|为|达|近)*$"
)
_DOWN = ("下降", "减少", "降低")


Known = dict[Cells, Number | None]  # what the cells come to, worked out once a report


@dataclass(frozen=True, slots=True)
class Statement:
    """A number in the text that names a quantity of the tables, with whose figure it is."""

    claim: Claim | Denial
    value: Number
    scope: Scope
    doubtful: bool
    sentence: Sentence
    quoted: str
    quantity: Quantity | None = None


def check_agreement(subject: Subject, sentences: list[Sentence]) -> Iterator[Finding]:
    """Every statement against its cells. Where one sentence agrees and another does not, neither is called wrong."""
    found: dict[str, list[Statement]] = {}
    for sentence in sentences:
        for statement in statements(subject, sentence):
            found.setdefault(statement.claim.name, []).append(statement)
            yield from _growth(subject, statement)
    known: Known = {}
    for said in found.values():
        verdicts = [_agrees(subject, statement, known) for statement in said]
        contested = any(verdict is True for verdict in verdicts)
        for statement, verdict in zip(said, verdicts, strict=True):
            if verdict is False:
                yield _disagreement(subject, statement, contested)


def statements(subject: Subject, sentence: Sentence) -> Iterator[Statement]:
    """What the sentence says about quantities of the tables; figures of another year or kind are left out."""
    topic = sentence.topic or ("requests" if _LEADS.search(sentence.text) else "")
    last_noun = ""
    for quantity in sentence.quantities:
        clause = quantity.left + quantity.right
        if re.search("诉讼|起诉", quantity.left):
            last_noun = "诉讼"
        elif "复议" in quantity.left:
            last_noun = "复议"
        claim = _claim(sentence, quantity, topic, last_noun)
        if topic == "documents":
            topic = ""
        if claim is not None and claim.topic in ("requests", "documents"):
            topic = claim.topic
        if claim is None or quantity.about or (claim.topic == "remedies" and not _disclosure(sentence)):
            continue
        scope = scope_of(subject, sentence.before(quantity), quantity.left, years=claim.years)
        if scope is not Scope.OTHER:
            doubtful = claim.doubtful or "含" in clause or "次" in quantity.unit
            yield Statement(claim, quantity.value, scope, doubtful, sentence, sentence.near(quantity), quantity)
    yield from _denials(subject, sentence)


def _disclosure(sentence: Sentence) -> bool:
    return "remedies" in (sentence.part, sentence.topic) or bool(re.search("信息公开|依申请公开", sentence.text))


def _claim(sentence: Sentence, quantity: Quantity, topic: str, last_noun: str) -> Claim | None:
    """The claim that the words around a number make; None where they make none, or more than can be told apart."""
    left, clause = quantity.left, quantity.left + quantity.right
    for claim in claims():
        if quantity.unit not in claim.units:
            continue
        if claim.whole and ("其中" in left or _bracketed(sentence, quantity)):
            continue
        words = left if claim.topic in ("requests", "remedies") else clause
        if claim.topic == "remedies" and last_noun and last_noun not in words:
            words = last_noun + words
        if not claim.words.search(words) or claim.never.search(clause):
            continue
        if claim.topic == "remedies":
            return claim
        if claim.about.search(clause) or (topic == claim.topic and _bare(claim, left, quantity.right)):
            return None if _several(claim, left) else claim
    return None


def _bracketed(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the quantity stands in brackets: it is then a part or a remark."""
    before = sentence.before(quantity)
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))


def _bare(claim: Claim, left: str, right: str) -> bool:
    """Whether the clause says nothing but the claim's own words, so that the topic set before still holds."""
    rest = _FILLERS.sub("", claim.words.sub("", left))
    return len(rest) <= 1 and not re.search(r"[\u4e00-\u9fff]{2}", _FILLERS.sub("", right)[:2])


def _several(claim: Claim, left: str) -> bool:
    """Whether the clause names several outcomes at once: the number is then of all of them together."""
    if claim.rule != "TXT-OUTCOME":
        return False
    return sum(other.rule == "TXT-OUTCOME" and bool(other.words.search(left)) for other in claims()) > 1


def _denials(subject: Subject, sentence: Sentence) -> Iterator[Statement]:
    for denial in denials():
        if sentence.part != "remedies" and sentence.topic != "remedies" and not denial.about.search(sentence.text):
            continue
        for found in denial.words.finditer(sentence.text):
            middle = found["mid"]
            if denial.never.search(middle.replace("因政府信息公开", "")) or denial.never.search(found["tail"]):
                continue
            if _NO_DENIAL.match(found.group()):
                continue
            before = sentence.text[: found.start()]
            scope = scope_of(subject, before, re.split("[，,；;：:]", before)[-1])
            if scope is not Scope.OTHER:
                yield Statement(denial, 0, scope, False, sentence, found.group()[:60])


def _agrees(subject: Subject, statement: Statement, known: Known) -> bool | None:
    """True or False where the cells can be compared, None where they state no number."""
    claim = statement.claim
    others = claim.also if isinstance(claim, Claim) else ()
    for cells in (claim.cells, *others):
        if cells not in known:
            known[cells] = _values(subject, cells)
    if known[claim.cells] is None:
        return None
    values = [value for cells in (claim.cells, *others) if (value := known[cells]) is not None]
    quantity = statement.quantity
    if quantity is not None and quantity.unit in MONEY:
        said = amount_of(quantity.value, quantity.unit)
        step = amount_of(Decimal(1).scaleb(-quantity.decimals), quantity.unit)
        return any(abs(Decimal(value) - said) < step for value in values)
    return statement.value in values


def _values(subject: Subject, cells: Cells) -> Number | None:
    value = cells.value(subject)
    if value is not None and "amount" in cells.columns:
        ref = cells.refs(subject)[0]
        return amount_of(value, subject.report.cell(ref.table, ref.row, ref.column).unit)
    return value


def _disagreement(subject: Subject, statement: Statement, contested: bool) -> Finding:
    claim = statement.claim
    refs = claim.cells.refs(subject)
    wanted = _values(subject, claim.cells) or 0
    below = isinstance(claim, Claim) and claim.unsure_below and statement.value < wanted
    unsure = contested or statement.doubtful or below or statement.scope is Scope.UNSURE
    unit = statement.quantity.unit if statement.quantity else "件"
    said = f"{number(statement.value)}{unit}" if statement.quantity else "为0"
    doubt = "；正文其他地方与表格一致" if contested else "；正文所指范围可能不同，请核实" if unsure else ""
    doubt_en = "; another sentence agrees" if contested else "; the words may mean something else" if unsure else ""
    title = {"requests": "表三", "remedies": "表四"}.get(claim.cells.table, "表二")
    return RULE[claim.rule].finding(
        f"正文“{statement.quoted}”：{claim.name}{said}，{title}是{number(wanted)}{doubt}。",
        f"the text says {claim.gloss}: {number(statement.value)}; the table says {number(wanted)}{doubt_en}.",
        cells=refs, expected=number(wanted), found=f"{number(statement.value)}{unit}",
        severity=Severity.NOTICE if unsure else None, cause=Cause.UNSURE if unsure else Cause.REPORT,
        place=statement.sentence.place,
    )  # fmt: skip


def _growth(subject: Subject, statement: Statement) -> Iterator[Finding]:
    """The percentage or number that follows a statement and says how it grew, against last year's report."""
    last, quantity, claim = subject.last, statement.quantity, statement.claim
    year = subject.report.year
    if last is None or quantity is None or year is None or last.report.year != year - 1 or not isinstance(claim, Claim):
        return
    after = next((q for q in statement.sentence.quantities if q.start >= quantity.end), None)
    way = _GROWTH.search(after.left) if after else None
    before = [v for cells in (claim.cells, *claim.also) if (v := _values(last, cells)) is not None]
    if after is None or way is None or after.about or not before or statement.scope is not Scope.OWN:
        return
    said = -after.value if way["way"] in _DOWN else after.value
    grown = [_grown(statement.value, value, after.unit) for value in before]
    if any(value is None or abs(value - said) <= Decimal("0.5").scaleb(-after.decimals) for value in grown):
        return
    right = grown[0] if grown[0] is not None else Decimal(0)
    shown = f"{right:.{after.decimals}f}" if after.unit == "%" else number(right)
    yield RULE["TXT-GROWTH"].finding(
        f"正文“{statement.sentence.near(after)}”：{claim.name}由上一年度{number(before[0])}到本年{number(statement.value)}，"
        f"增减应为{shown}{after.unit}。",
        f"the text says {claim.gloss} changed by {number(said)}{after.unit}; from {number(before[0])} to "
        f"{number(statement.value)} it is {shown}{after.unit}.",
        expected=f"{shown}{after.unit}", found=f"{number(said)}{after.unit}", place=statement.sentence.place,
    )  # fmt: skip


def _grown(value: Number, before: Number, unit: str) -> Decimal | None:
    """The growth in per cent, or as a difference; None where it is not defined."""
    if unit == "%":
        return None if before == 0 else Decimal(100) * (Decimal(value) - Decimal(before)) / Decimal(before)
    return Decimal(value) - Decimal(before)

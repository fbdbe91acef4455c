"""Cuts the text of a report into sentences and finds the quantities in them: number, unit, and the words around."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from zhengwu.statute.report.model import Number, Place, Report

READ_PARTS = ("overview", "publications", "requests", "remedies", "other_matters")  # part five speaks of plans
_PAIRS = (
    "萬万與与業业東东兩两個个爲为為为義义鄉乡書书爭争於于產产億亿從从價价衆众眾众會会傳传體体餘余關关"
    "內内寫写決决況况淨净準准減减擊击劃划別别辦办務务動动區区協协單单佔占廳厅歷历壓压縣县參参發发變变"
    "臺台號号後后聽听員员諮咨圍围國国場场處处備备復复頭头實实審审對对導导將将屬属師师並并應应廢废開开"
    "強强歸归當当錄录徵征總总戶户報报擬拟據据數数無无時时暫暂機机條条來来構构標标檢检畢毕匯汇沒没點点"
    "熱热牽牵環环現现電电確确稱称稅税類类糾纠約约級级線线組组織织經经結结絡络統统續续維维綜综編编縮缩"
    "網网罰罚羣群聯联勝胜節节範范補补見见規规計计訂订訓训議议記记許许論论訟讼訪访證证評评訴诉試试詢询"
    "請请讀读課课調调財财敗败購购貫贯費费轉转較较轄辖達达過过還还進进違违郵邮際际採采銷销錯错鎮镇長长"
    "門门問问間间階阶項项預预領领題题額额"
)  # traditional, simplified, …: the characters that the rules about the text look for
_TRADITIONAL = str.maketrans(_PAIRS[::2], _PAIRS[1::2])
_IS_TRADITIONAL = re.compile("[開請結轉辦議訴區鎮處項條總體況進題動]")
_SPACES = re.compile(r"[ \t\u00a0\u3000\u200b]+")
_END = re.compile(r"[。！？!?\n]+")
_WORTH_READING = re.compile(r"申请|复议|诉讼|规范性文件|许可|处罚|强制|收费|采购|%|其中|分别|包括")
_QUANTITY = re.compile(
    r"(?P<about>将近|大约|超过|不足|至少|近|约|超|逾|达近)?"
    r"(?:(?P<number>(?<![\d.,〔第])(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?)(?P<more>余|多)?"
    r"(?P<unit>万元|亿元|元|件次|人次|%|个百分点|件|起|宗|份|例|条|项|个|次|部|篇|期|家|户|人|批)"
    r"|(?<![第零〇一二两三四五六七八九十百千])(?P<numeral>[零〇一二两三四五六七八九十百千]+)(?P<counter>件|起|宗|份|例)(?![事套]))"
    r"(?P<after>余|多|左右|以上|以下)?"
)
_BOUNDARY = re.compile(r"[，,；;：:（()）。]")
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
LONGEST = 2000  # no sentence is longer: what is, is a table that was taken for text, and is cut
REACH = 14  # how many characters after a number may still name what is counted


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. `left` and `right` are the words of its clause before and after it."""

    value: Number
    unit: str
    about: bool
    decimals: int
    start: int
    end: int
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its quantities, the part it stands in, and the topic that the last heading set."""

    text: str
    quantities: tuple[Quantity, ...]
    part: str
    topic: str
    place: Place | None

    def before(self, quantity: Quantity) -> str:
        """The sentence up to a quantity."""
        return self.text[: quantity.start]

    def near(self, quantity: Quantity) -> str:
        """A few words around a quantity, to be quoted."""
        start = max(0, quantity.start - 24)
        return ("…" if start else "") + self.text[start : quantity.end + 8]


def sentences(report: Report) -> Iterator[Sentence]:
    """Every sentence that may hold a quantity, part by part. A heading inside a part sets the topic of what follows."""
    for key in READ_PARTS:
        part = report.parts.get(key)
        if part is None or not part.text:
            continue
        topic = {"requests": "requests", "remedies": "remedies"}.get(key, "")
        texts = [text[:LONGEST] for text in _END.split(plain(part.text)) if text]
        for text, following in zip_longest(texts, texts[1:], fillvalue=""):
            topic = _topic(text, topic)
            if _WORTH_READING.search(text) or topic or following.startswith("其中"):
                yield Sentence(text, tuple(_quantities(text)), key, topic, part.place)


_HEADING = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]")


def _topic(text: str, topic: str) -> str:
    """A numbered line with a topic's words sets the topic; another numbered line ends it."""
    if not _HEADING.match(text):
        return topic
    head = text[:24]
    if re.search(r"复议|诉讼", head):
        return "remedies"
    return "requests" if re.search(r"依申请公开|信息公开申请|申请办理|申请答复", head) else ""


def plain(text: str) -> str:
    """The text in simplified script, with half-width digits and without spaces; lines are kept."""
    if not text.isascii():
        if _IS_TRADITIONAL.search(text):
            text = text.translate(_TRADITIONAL)
        if re.search(r"[０-９％，．]", text):
            text = re.sub(r"[０-９％．]", lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return _SPACES.sub("", text)


def numeral(text: str) -> int:
    """The value of a Chinese numeral below ten thousand: 十二, 一百零五, 二〇."""
    if not any(sign in _POWERS for sign in text):
        return int("".join(str(_NUMERALS[sign]) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in _POWERS:
            total += (digit or 1) * _POWERS[sign]
            digit = 0
        else:
            digit = _NUMERALS[sign]
    return total + digit


def _quantities(text: str) -> Iterator[Quantity]:
    end = 0
    for found in _QUANTITY.finditer(text):
        digits = found["number"]
        value: Number
        if digits is not None:
            digits = digits.replace(",", "")
            decimals = len(digits.partition(".")[2])
            value = Decimal(digits) if decimals else int(digits)
            unit = found["unit"]
        else:
            value, unit, decimals = numeral(found["numeral"]), found["counter"], 0
        about = bool(found["about"] or found["more"] or found["after"])
        left = _left(text, end, found.start())
        right = _BOUNDARY.split(text[found.end() : found.end() + REACH], maxsplit=1)[0]
        right = re.split(r"\d", right, maxsplit=1)[0].split("、")[0]
        yield Quantity(value, unit, about, decimals, found.start(), found.end(), left, right)
        end = found.end()


_FILLER = re.compile(r"(?:共计?|总共|合计|总计|总数|数量|为|有|是|达到?|了|分别|累计|件数|\s|“|”)*")


def _left(text: str, since: int, start: int) -> str:
    """The words of the clause before a quantity; where they only say "altogether", the clause before as well."""
    clauses = _BOUNDARY.split(text[since:start])
    left = clauses.pop()
    while clauses and _FILLER.fullmatch(left):
        left = clauses.pop() + left
        if left and not _FILLER.fullmatch(left):
            break
    return left

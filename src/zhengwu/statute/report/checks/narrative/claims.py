"""What a text may say about a quantity of the tables: the words that name it, and the cells that hold it. All data."""

import re
from dataclasses import dataclass

from zhengwu.statute.report.checks.subject import Subject
from zhengwu.statute.report.model import CellRef, Number

Words = re.Pattern[str]

COUNTS = ("件", "起", "宗", "份", "例", "条", "项", "个", "次", "件次")
MONEY = ("万元", "亿元", "元")

OF_REQUESTS = re.compile(r"信息公开的?申请|公开申请|依申请公开|依申请件")
OF_REMEDIES = re.compile(r"复议|诉讼|起诉")
NOT_REQUESTS = re.compile(
    r"来信|来电|咨询|信访|投诉|举报|热线|建议|提案|留言|主动公开|意见|复议|诉讼|邮件|评价|许可|登记|事项|政务服务|补正|收费|费用|"
    r"延期|撤回|调查|检查|培训|起诉|表彰|信息报送"
)


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of a table that are added up: rows (a trailing * takes all that begin so) and columns."""

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ("total",)

    def refs(self, subject: Subject) -> tuple[CellRef, ...]:
        """References to the cells that the report's form has and prints."""
        sheet = subject.sheet(self.table)
        if sheet is None:
            return ()
        return tuple(sheet.refer(key) for key in sheet.expected() if key[1] in self.columns and self._takes(key[0]))

    def value(self, subject: Subject) -> Number | None:
        """Their sum; None where one of them states no number or the form has none."""
        refs = self.refs(subject)
        if not refs:
            return None
        table = subject.report.table(self.table)
        values = [table.cell(ref.row, ref.column).stated for ref in refs]
        if table.status.value == "stated_none":
            values = [value or 0 for value in values]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None

    def _takes(self, row: str) -> bool:
        return any(row.startswith(want[:-1]) if want.endswith("*") else row == want for want in self.rows)


@dataclass(frozen=True, slots=True)
class Claim:
    """A way of naming a quantity. `words` stand in the clause before the number, `never` nowhere in the clause.

    `about` must be named in the clause, unless the heading or the sentence has set the topic and the clause adds nothing
    foreign. `also` are other cells that the same words may mean. `unsure_below`: a smaller number may be a part of it.
    `doubtful`: the words are too loose for more than a notice. `years`: a year before or after that may be named.
    """

    rule: str
    name: str
    gloss: str
    words: Words
    cells: Cells
    topic: str
    about: Words
    never: Words
    also: tuple[Cells, ...] = ()
    units: tuple[str, ...] = COUNTS
    unsure_below: bool = False
    doubtful: bool = False
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Denial:
    """A way of saying that there was nothing. `words` names the thing in group `mid`…`tail`; `never` spoils it there."""

    rule: str
    name: str
    gloss: str
    words: Words
    cells: Cells
    never: Words
    about: Words


def _requests(*rows: str) -> Cells:
    return Cells("requests", rows)


RECEIVED, CARRIED_IN = _requests("received"), _requests("carried_in")
CONCLUDED, CARRIED_OUT = _requests("concluded"), _requests("carried_out")
OPEN_AND_NEW = _requests("received", "carried_in")
_RESULTS = ("upheld", "corrected", "other_result", "pending")
REVIEWS, SUITS = Cells("remedies", ("review",)), Cells("remedies", ("direct_suit", "suit_after_review"))
REVIEW_PARTS = Cells("remedies", ("review",), _RESULTS)
SUIT_PARTS = Cells("remedies", ("direct_suit", "suit_after_review"), _RESULTS)
DIRECT, AFTER = Cells("remedies", ("direct_suit",)), Cells("remedies", ("suit_after_review",))


def _request(rule: str, name: str, gloss: str, words: str, cells: Cells, *also: Cells, **more: object) -> Claim:
    return Claim(rule, name, gloss, re.compile(words), cells, "requests", OF_REQUESTS, NOT_REQUESTS, also, **more)  # type: ignore[arg-type]


def _outcome(name: str, gloss: str, words: str, *rows: str) -> Claim:
    return _request("TXT-OUTCOME", name, gloss, words, _requests(*rows))


def _remedy(rule: str, name: str, gloss: str, words: str, never: str, cells: Cells, *also: Cells) -> Claim:
    return Claim(rule, name, gloss, re.compile(words), cells, "remedies", OF_REMEDIES, re.compile(never), also)


_NO_REVIEW = r"诉讼|起诉|培训|代理|出庭|开庭|率|人次|意见|建议|答复|委员会|案卷"
_NO_SUIT = r"培训|代理|出庭|开庭|率|人次|意见|建议|应诉"
_NO_DOCUMENT = r"备案|审查|审核|清理|解读|评估|修订|征求|培训|宣传|主动公开|公开|目录|起草|汇编|转发|上级"
_NO_DECISION = r"公示|公开|发布|推送|归集|信息|事项|清单|目录|案卷|评查|听证|起草|撤销|平均|许可证"
_NO_FEES = r"减免|免征|目录|节约|节省|退|罚|降低|预算|财政|税"


def _documents(name: str, gloss: str, words: str, *columns: str) -> Claim:
    return Claim(
        "TXT-DOCUMENT", name, gloss, re.compile(words), Cells("publications", ("normative_documents",), columns),
        "documents", re.compile("规范性文件"), re.compile(_NO_DOCUMENT),
    )  # fmt: skip


def _decisions(name: str, gloss: str, words: str, row: str) -> Claim:
    return Claim(
        "TXT-DECISION", name, gloss, re.compile(words), Cells("publications", (row,), ("decisions",)),
        "decisions", re.compile("决定|实施"), re.compile(_NO_DECISION), units=("件", "起", "宗", "例", "项", "次", "件次"),
    )  # fmt: skip


# The first claim that fits a number is taken: the narrow ones stand before the wide ones.
CLAIMS: tuple[Claim, ...] = (
    _request("TXT-CARRIED-IN", "上年结转", "carried in", r"(?:上一?年度?|去年|20\d\d年度?)(?:的)?(?:申请)?结转(?!至|到|入|下)|结转自?上一?年", CARRIED_IN, years=(-1,)),
    _request("TXT-CARRIED-OUT", "结转下年度", "carried out", r"结转(?:至|到|入|为)?(?:下一?年|次年|明年|20\d\d年|第二年)|转(?:入|至|到)(?:下一?年|次年)", CARRIED_OUT, years=(1,)),
    _outcome("部分公开", "partly granted", r"部分公开", "partially_granted"),
    _outcome("不予公开", "refused", r"不予公开|不予以公开", "refused_*"),
    _outcome("无法提供", "unable to provide", r"无法提供", "unable_*"),
    _outcome("不予处理", "declined", r"不予处理", "declined_*"),
    _outcome("其他处理", "other disposition", r"其[他它]处理", "other*"),
    _outcome("予以公开", "granted", r"(?<!不)予以公开|同意公开", "granted"),
    _request("TXT-CONCLUDED", "办结", "concluded", r"办结|办理完毕|办理完成|已办理完", CONCLUDED, RECEIVED, OPEN_AND_NEW),
    _request("TXT-CONCLUDED", "答复", "answered", r"答复|回复", CONCLUDED, RECEIVED, OPEN_AND_NEW, unsure_below=True),
    _request("TXT-RECEIVED", "新收", "received", r"新收|收到|接收|接到|受理|收悉", RECEIVED, OPEN_AND_NEW),
    _request("TXT-RECEIVED", "办理", "handled", r"办理|处理", RECEIVED, OPEN_AND_NEW, CONCLUDED, doubtful=True),
    _remedy("TXT-REVIEW", "行政复议维持", "reviews upheld", r"复议.*维持", _NO_REVIEW, Cells("remedies", ("review",), ("upheld",))),
    _remedy("TXT-REVIEW", "行政复议纠正", "reviews corrected", r"复议.*(?:纠正|纠错)", _NO_REVIEW, Cells("remedies", ("review",), ("corrected",))),
    _remedy("TXT-REVIEW", "行政复议尚未审结", "reviews pending", r"复议.*未审结|未审结.*复议", _NO_REVIEW, Cells("remedies", ("review",), ("pending",))),
    _remedy("TXT-REVIEW", "行政复议", "reviews", r"复议", _NO_REVIEW + "|结果|撤销|审结|后", REVIEWS, REVIEW_PARTS),
    _remedy("TXT-SUIT", "未经复议直接起诉", "suits without review", r"(?:未经复议|直接).*(?:起诉|诉讼)", _NO_SUIT, DIRECT),
    _remedy("TXT-SUIT", "复议后起诉", "suits after review", r"(?<!未经)复议后.*(?:起诉|诉讼)", _NO_SUIT, AFTER),
    _remedy("TXT-SUIT", "行政诉讼", "suits", r"诉讼|起诉", _NO_SUIT + "|复议|维持|纠正|未审结|结果|审结|败诉|胜诉|撤", SUITS, SUIT_PARTS, DIRECT, AFTER),
    _documents("制发规范性文件", "normative documents issued", r"(?:制发|制定|出台|印发|新制定)", "issued", "made"),
    _documents("废止规范性文件", "normative documents repealed", r"废止", "repealed"),
    _documents("现行有效规范性文件", "normative documents in force", r"现行有效", "in_force"),
    _decisions("行政许可决定", "licensing decisions", r"(?:作出|做出).*行政许可", "licensing"),
    _decisions("行政处罚决定", "penalties", r"(?:作出|做出|实施).*行政处罚", "penalties"),
    _decisions("行政强制", "coercive measures", r"(?:作出|做出|实施).*行政强制", "coercive_measures"),
    Claim("TXT-FEES", "行政事业性收费", "administrative fees", re.compile("行政事业性收费"), Cells("publications", ("administrative_fees",), ("amount",)), "fees", re.compile("收费"), re.compile(_NO_FEES), units=MONEY),
    Claim("TXT-FEES", "政府集中采购金额", "amount procured", re.compile("集中采购"), Cells("publications", ("central_procurement",), ("amount",)), "fees", re.compile("采购"), re.compile(_NO_FEES), units=MONEY),
)  # fmt: skip

_SPOILT = (
    r"因|引|不服|费|投诉|举报|网|信函|邮|当面|结转|超|逾期|延期|不予|正当|需要|应当|答复|处理|办理|主动|及时|完成|按|渠道|制度|工作|目录|指南|率|反复"
)
_SPOILT_REMEDY = r"败诉|纠错|纠正|撤销|变更|违法|审结|办结|结案|经复议|直接|维持|答复|超期|逾期|代理|应诉|培训|改判|后|结果|决定"
_NOBODY = r"(?:无|没有|未)"

DENIALS: tuple[Denial, ...] = (
    Denial("TXT-RECEIVED", "新收", "received", re.compile(rf"{_NOBODY}(?:新?收到|接到|受理|接收|产生|发生|有)?(?P<mid>[^，。；：\d]{{0,24}}?)(?P<noun>信息公开的?申请|依申请公开|公开申请)(?P<tail>[^，。；、\d]{{0,8}})"), RECEIVED, re.compile(_SPOILT), OF_REQUESTS),
    Denial("TXT-REVIEW", "行政复议", "reviews", re.compile(rf"{_NOBODY}(?:发生|收到|接到|产生|出现|被|有|引发|引起|存在|涉及)?(?P<mid>[^。；，：\d]{{0,30}}?)(?P<noun>行政复议)(?P<tail>[^。；，、\d]{{0,10}})"), REVIEWS, re.compile(_SPOILT_REMEDY), re.compile("信息公开")),
    Denial("TXT-SUIT", "行政诉讼", "suits", re.compile(rf"{_NOBODY}(?:发生|收到|接到|产生|出现|被|有|引发|引起|存在|涉及)?(?P<mid>[^。；，：\d]{{0,36}}?)(?P<noun>诉讼)(?P<tail>[^。；，、\d]{{0,10}})"), SUITS, re.compile(_SPOILT_REMEDY), re.compile("信息公开")),
)  # fmt: skip

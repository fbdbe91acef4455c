"""Every rule that is not an equation of a form: its id, how grave, the law it comes from, and what it says.

The equations stand in the files of the forms. `catalogue()` lists both.
"""

from zhengwu.statute.report.checks.equations import rule_of
from zhengwu.statute.report.checks.rule import Rule
from zhengwu.statute.report.formats import Format, formats
from zhengwu.statute.report.model import Severity

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
_FORM = "国办公开办函〔2021〕30号、〔2019〕60号附件：年度报告格式"
_CONTENT = "条例第五十条"
_TEXT = "条例第五十条；国办公开办函〔2021〕30号：数据应当准确、前后一致"
_ANY_TABLE, _NARRATIVE = "各表", "报告正文"

RULES: tuple[Rule, ...] = (
    # What could not be read
    Rule("UNREAD", _WARNING, _CONTENT, "未能读出的内容不作核对，也不当作合格", "what was not read was not checked", _ANY_TABLE),
    Rule("UNREAD-LAST", _NOTICE, _CONTENT, "上一年度报告未能读出的数据不作比对", "last year’s cells that were not read were not compared", _ANY_TABLE, ("上一年度报告",)),
    Rule("LAST-YEAR", _NOTICE, _CONTENT, "比对所用的报告应当是同一机关上一年度的报告", "the report compared with must be the same body’s, a year earlier", "报告", ("上一年度报告",)),
    # Single cells
    Rule("T3-NEG", _ERROR, _FORM, "数量应当是非负整数，金额不应为负数", "counts are whole and not negative, amounts not negative", _ANY_TABLE),
    Rule("MAGNITUDE", _WARNING, _FORM, "数量过大，可能多写了数字或者用错了单位", "a figure so large that digits or units may be wrong", _ANY_TABLE),
    Rule("EMPTY", _WARNING, _FORM, "没有发生的填0，不留空、不画线、不写文字", "zero is written 0, never left blank, struck or put in words", _ANY_TABLE),
    Rule("UNIT", _WARNING, _FORM, "金额以万元为单位", "amounts are in units of 10,000 yuan", _ANY_TABLE),
    Rule("CELL-ZEROS", _NOTICE, _FORM, "数字前面不写多余的0", "a number has no leading zeros", _ANY_TABLE),
    Rule("CELL-NOTE", _NOTICE, _FORM, "数据格内只填数字，说明写入正文", "a cell holds a number only; explanations belong in the text", _ANY_TABLE),
    # The form
    Rule("FORM-YEAR", _WARNING, _FORM, "应当采用报告年度的统一格式", "the form is the one for the year reported on", "报告", ("年度",)),
    Rule("FORM-MIXED", _WARNING, _FORM, "一份报告不应混用不同年度的格式", "a report does not mix forms of different years", _ANY_TABLE),
    Rule("FORM-EXTRA", _NOTICE, _FORM, "表格不应增加格式以外的行", "a table has no rows that the form lacks", _ANY_TABLE),
    Rule("FORM-SENTENCE", _WARNING, _FORM, "没有发生也应当列表填0，不以文字代替表格", "a table is printed with zeros, not replaced by a sentence", _ANY_TABLE),
    # The parts
    Rule("PART-MISSING", _WARNING, _CONTENT, "六个部分应当齐全", "all six parts are there", "六个部分"),
    Rule("PART-HEADING", _WARNING, _FORM, "每个部分应当有标题", "every part has its heading", "六个部分"),
    Rule("PART-ORDER", _WARNING, _FORM, "六个部分应当按格式的次序排列", "the parts stand in the order of the form", "六个部分"),
    Rule("PART-NUMBER", _WARNING, _FORM, "各部分的序号应当与格式一致，不错位、不重复", "the parts are numbered as in the form", "六个部分"),
    Rule("PART-EMPTY", _WARNING, "条例第五十条第一款第一项；国办公开办函〔2021〕30号", "总体情况应当写明内容", "part one says something", "第一部分"),
    Rule("SEC5", _WARNING, "条例第五十条第一款第四项", "存在的主要问题及改进情况应当写明，不能空白或者只写“无”", "part five names problems and improvements", "第五部分"),
    Rule("FEE", _WARNING, "国办函〔2020〕109号；条例第五十条第一款第五项", "收费金额大于0的，第六部分应当报告收费情况", "where fees were collected, part six reports on fees", "第六部分、表二", ("表二收费金额",)),
    Rule("FEE-REPORT", _NOTICE, "国办函〔2020〕109号", "第六部分应当报告收取信息处理费的情况", "part six reports on information processing fees", "第六部分", since=2021),
    Rule("FEE-SUM", _NOTICE, "国办函〔2020〕109号", "报告信息处理费应当写明件数、金额，没有的写明没有", "fees are reported with notices and sums, or as none", "第六部分", since=2021),
    # The year and the dates
    Rule("PERIOD", _WARNING, _CONTENT, "统计期限应当是报告年度1月1日至12月31日", "the period is 1 January to 31 December of the year", "报告说明", ("年度",)),
    Rule("YEAR", _WARNING, _CONTENT, "标题、统计期限与报告年度应当一致", "title and period name the same year", "标题、报告说明", ("年度",)),
    Rule("PUBLISHED", _ERROR, "条例第四十九条", "部门1月31日前、县级以上地方政府3月31日前公布", "departments publish by 31 January, governments by 31 March", "公布日期", ("公布日期", "年度")),
    Rule("PUBLISHED-LOCAL", _WARNING, "本地规定", "在本地规定的日期前公布", "published by the date that a local rule sets", "公布日期", ("公布日期", "本地规定的日期")),
    Rule("PUBLISHED-EARLY", _WARNING, "条例第四十九条、第五十条", "公布日期不应早于统计期限结束", "not published before the period has ended", "公布日期", ("公布日期", "年度")),
    Rule("PUBLISHED-UNKNOWN", _NOTICE, "条例第四十九条", "公布日期未能读出，不能核对是否按时公布", "the date of publication was not found", "公布日期"),
    # Plausibility
    Rule("MISREAD-19", _WARNING, "国办公开办函〔2019〕60号附件表二", "处理决定数量是决定的件数，不是项目数量之和", "decisions are decisions taken, not the number of items", "表二"),
    Rule("T2-RULES", _WARNING, "立法法第九十三条", "只有省、设区的市、自治州的人民政府可以制定规章", "only provinces and larger cities make government rules", "表二", ("机关名称",)),
    Rule("T3-GRANTED", _NOTICE, "条例第三十六条", "申请较多而全部予以公开，可能把咨询计为申请", "many requests and all granted: enquiries may have been counted", "表三"),
    # The text against the tables
    Rule("TXT-RECEIVED", _WARNING, _TEXT, "正文新收申请数量与表三一致", "requests received: text and table agree", _NARRATIVE),
    Rule("TXT-CARRIED-IN", _WARNING, _TEXT, "正文上年结转数量与表三一致", "carried in: text and table agree", _NARRATIVE),
    Rule("TXT-CONCLUDED", _WARNING, _TEXT, "正文办结、答复数量与表三一致", "concluded: text and table agree", _NARRATIVE),
    Rule("TXT-CARRIED-OUT", _WARNING, _TEXT, "正文结转下年度数量与表三一致", "carried out: text and table agree", _NARRATIVE),
    Rule("TXT-OUTCOME", _WARNING, _TEXT, "正文各办理结果数量与表三一致", "outcomes: text and table agree", _NARRATIVE),
    Rule("TXT-REVIEW", _WARNING, _TEXT, "正文行政复议数量与表四一致", "reviews: text and table agree", _NARRATIVE),
    Rule("TXT-SUIT", _WARNING, _TEXT, "正文行政诉讼数量与表四一致", "suits: text and table agree", _NARRATIVE),
    Rule("TXT-DOCUMENT", _WARNING, _TEXT, "正文规范性文件数量与表二一致", "normative documents: text and table agree", _NARRATIVE),
    Rule("TXT-DECISION", _WARNING, _TEXT, "正文许可、处罚、强制决定数量与表二一致", "licensing, penalties, coercion: text and table agree", _NARRATIVE),
    Rule("TXT-FEES", _WARNING, _TEXT, "正文收费、采购金额与表二一致", "fees and procurement: text and table agree", _NARRATIVE),
    Rule("TXT-PERCENT", _WARNING, _TEXT, "占比按同一句的数量重新计算", "percentages recomputed from the sentence itself", _NARRATIVE),
    Rule("TXT-ATTAIN", _NOTICE, _TEXT, "比率应当能由所列总数算出", "a ratio must be attainable with the number given", _NARRATIVE),
    Rule("TXT-GROWTH", _WARNING, _TEXT, "同比增减按上一年度报告重新计算", "growth recomputed from last year’s report", _NARRATIVE, ("上一年度报告",)),
    Rule("TXT-SUM", _WARNING, _TEXT, "分项之和应当等于所称总数", "the listed parts add up to the whole", _NARRATIVE),
)  # fmt: skip

RULE: dict[str, Rule] = {rule.id: rule for rule in RULES}


def catalogue(*forms: Format) -> tuple[Rule, ...]:
    """Every rule: the equations of `forms` (of all known forms, if none is named), then the rest. An id comes once."""
    found: dict[str, Rule] = {}
    for form in reversed(forms or formats()):
        for equation in form.equations:
            found.setdefault(equation.id, rule_of(equation, form))
    return (*found.values(), *RULES)

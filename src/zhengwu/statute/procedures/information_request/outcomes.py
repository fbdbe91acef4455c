"""How an information request may end, each with its article, its letter, its remedy and its row in each form."""

from zhengwu.statute.procedures.model import Outcome, Place, Words

BEFORE_2021, SINCE_2021 = "2019", "2021"


def _one(key: str, zh: str, en: str, basis: str, notice: str, row: str, remedy: str = "review_or_suit") -> Outcome:
    """An outcome counted in the same row of both forms; all that withhold or decline must give their reasons."""
    places = dict.fromkeys((BEFORE_2021, SINCE_2021), Place("requests", row))
    needs = () if key == "granted" else ("reasons",)
    return Outcome(key, Words(zh, en), basis, notice, remedy, places, needs)


def _refusal(key: str, zh: str, en: str, basis: str) -> Outcome:
    return _one(
        key, f"不予公开：{zh}", f"refused: {en}", f"条例第三十六条第三项、{basis}", "reply_refused", key, "review_first"
    )


def _ended(key: str, zh: str, en: str, basis: str, notice: str, row: str) -> Outcome:
    places = {BEFORE_2021: Place("requests", "other"), SINCE_2021: Place("requests", row)}
    return Outcome(key, Words(zh, en), basis, notice, "review_or_suit", places, decided=False)


ANNEX = "国办公开办函〔2021〕30号附件"

# fmt: off
OUTCOMES = (
    _one("granted", "予以公开", "granted", "条例第三十六条第二项", "reply_granted", "granted"),
    _one("already_public", "已主动公开，告知获取方式", "already public", "条例第三十六条第一项",
         "reply_already_public", "granted"),
    _one("partial", "部分公开", "partly granted", "条例第三十七条",
         "reply_partial", "partially_granted", "review_first"),
    _refusal("refused_state_secret", "国家秘密", "state secret", "第十四条"),
    _refusal("refused_prohibited_by_law", "法律、行政法规禁止公开", "prohibited by law", "第十四条"),
    _refusal("refused_security_stability", "危及“三安全一稳定”", "endangers security or stability", "第十四条"),
    _refusal("refused_third_party_rights", "保护第三方合法权益", "a third party's rights", "第十五条、第三十二条"),
    _refusal("refused_internal_affairs", "内部事务信息", "internal affairs", "第十六条第一款"),
    _refusal("refused_deliberative", "过程性信息", "deliberative information", "第十六条第二款"),
    _refusal("refused_enforcement_file", "行政执法案卷信息", "enforcement file", "第十六条第二款"),
    _one("special_query", "行政查询事项，告知查询途径", "special query procedure", "条例第三十六条第七项",
         "reply_special_query", "refused_special_query"),
    _one("not_exist", "本机关经检索没有该信息", "does not exist", "条例第三十六条第四项",
         "reply_not_exist", "unable_not_held"),
    _one("not_responsible", "不属于本机关负责公开", "another body is responsible", "条例第三十六条第五项",
         "reply_not_responsible", "unable_not_held"),
    _one("needs_creation", "没有现成信息，需要另行制作", "would have to be created", "条例第三十八条",
         "reply_needs_creation", "unable_needs_creation"),
    _one("unclear_after_correction", "补正后仍不明确", "still unclear after correction", "条例第三十条",
         "reply_unclear", "unable_still_unclear"),
    _one("petition", "信访举报投诉类申请", "petition or complaint", "条例第三十九条第一款",
         "reply_petition", "declined_petition"),
    _one("repeat", "重复申请", "repeat request", "条例第三十六条第六项", "reply_repeat", "declined_repeat"),
    _one("publication", "要求提供公开出版物", "asks for a publication", "条例第三十九条第二款",
         "reply_publication", "declined_publication"),
    _one("excessive", "无正当理由大量反复申请", "excessive without reason", "条例第三十五条",
         "reply_excessive", "declined_excessive"),
    _one("confirm_or_reissue", "要求确认或重新出具已获取信息", "asks to confirm or reissue", ANNEX,
         "reply_confirm_or_reissue", "declined_confirm_or_reissue"),
    _ended("abandoned_no_correction", "逾期不补正，不再处理", "ended: not corrected", "条例第三十条",
           "ended_no_correction", "other_uncorrected"),
    _ended("abandoned_no_fee", "逾期不缴费，不再处理", "ended: fee not paid", "国办函〔2020〕109号第六条",
           "ended_no_fee", "other_fee_unpaid"),
    _ended("withdrawn", "申请人撤回", "withdrawn", f"{ANNEX}（其他）", "withdrawal_confirmation", "other_remaining"),
    Outcome("other", Words("其他处理", "other disposition"), f"{ANNEX}（其他）", "reply_other", "review_or_suit",
            {BEFORE_2021: Place("requests", "other"), SINCE_2021: Place("requests", "other_remaining")}, ("reasons",)),
)
# fmt: on

"""The parts of a case's sheet that its file alone tells: items with their decisions, consultations, searches, fees."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from zhengwu.records.cases.filing import Filed
from zhengwu.records.cases.shown import ConsultationFacts, FeeFacts, ItemFacts, SearchFacts
from zhengwu.statute.letters.remedies import remedy
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures.information_request.rules import consultations

FEES = {"fee_notice_sent": "notice", "fee_paid": "payment"}
REVIEW_BODY, COURT = "有管辖权的行政复议机关", "有管辖权的人民法院"  # a letter names them; a sheet need not
# What follows from silence, by kind of party: Chinese, English, law.
SILENCE = {
    "third_party": (
        "逾期未提出意见的，由行政机关依法决定是否公开。",
        "Silence: the body decides itself whether to disclose.",
        "条例第三十二条",
    ),
    "co_maker": ("逾期未提出意见的，视为同意公开。", "Silence counts as consent to disclosure.", "条例第三十四条"),
    "agency": (
        "逾期未提出意见的，由行政机关依法决定是否公开。",
        "Silence: the body decides itself whether to disclose.",
        "条例第三十四条",
    ),
}


def item_facts(rules: statute.Procedure, filed: Sequence[Filed], case: statute.Case) -> tuple[ItemFacts, ...]:
    """The items, each with the reasons of its decision and the remedy told in it."""
    return tuple(_item(rules, filed, item) for item in case.items)


def _item(rules: statute.Procedure, filed: Sequence[Filed], item: statute.Item) -> ItemFacts:
    key = item.redone if item.redone not in ("", "ordered") else item.outcome
    outcome = rules.outcome(key)
    decided = next(
        (
            one
            for one in reversed(filed)
            if one.key == "decided" and not one.struck and one.says.get("item") in (None, item.number)
        ),
        None,
    )
    told = outcome.remedy if outcome and item.concluded_on else ""
    return ItemFacts(
        item.number,
        item.description,
        item.entered_on,
        item.outcome,
        outcome.name.zh if outcome else "",
        outcome.name.en if outcome else "",
        outcome.basis if outcome else "",
        str(decided.says.get("reasons", "")) if decided and outcome else "",
        item.concluded_on,
        item.answered_on,
        item.redone,
        item.redo_answered_on,
        _remedy(told, decided.on if decided else item.concluded_on) if told and item.concluded_on else "",
    )


@lru_cache(1000)
def _remedy(kind: str, on: date) -> str:
    try:
        return remedy(kind, on, REVIEW_BODY, COURT)
    except KeyError:
        return ""  # decided before the rules on file begin


def consultation_facts(case: statute.Case) -> tuple[ConsultationFacts, ...]:
    """The letters that asked for opinions, each with the default that silence would have."""
    if case.procedure != "information_request":
        return ()
    return tuple(
        ConsultationFacts(
            one.party,
            one.kind,
            one.item,
            one.sent_on,
            one.delivered_on,
            one.ended_on,
            one.stance,
            one.consents,
            *SILENCE[one.kind],
        )
        for one in consultations(case)
    )


def search_facts(filed: Sequence[Filed]) -> tuple[SearchFacts, ...]:
    """The searches on file (检索记录)."""
    return tuple(
        SearchFacts(
            one.number,
            one.on,
            *(str(one.says.get(name, "")) for name in ("where", "terms", "searcher", "result", "item")),
        )
        for one in filed
        if one.key == "search_recorded" and not one.struck
    )


def fee_facts(filed: Sequence[Filed]) -> tuple[FeeFacts, ...]:
    """The fees told and paid (信息处理费)."""
    return tuple(
        FeeFacts(one.number, FEES[one.key], str(one.says["amount"]), one.on, str(one.says.get("voucher", "")))
        for one in filed
        if one.key in FEES and not one.struck and one.says.get("amount")
    )

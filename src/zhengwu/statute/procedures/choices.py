"""What the choices of a field are called. Outcomes carry their own names; the others stand here, for all procedures."""

from zhengwu.statute.disclosure import ATTRIBUTES, kinds
from zhengwu.statute.procedures.approval.names import NAMES as APPROVAL
from zhengwu.statute.procedures.model import Field, Procedure, Words

NAMES = APPROVAL | {
    # how a request comes in
    "counter": Words("当面", "at the counter"),
    "registered_mail": Words("签收邮件", "signed-for mail"),
    "ordinary_mail": Words("平信", "ordinary mail"),
    "online": Words("在线", "online"),
    "fax": Words("传真", "fax"),
    "oral": Words("口头（工作人员代填）", "oral, filled in by staff"),
    # how an answer goes out
    "post": Words("邮寄", "by post"),
    "electronic": Words("电子送达", "electronically"),
    "other_agency": Words("由其他机关转交", "by another agency"),
    # who
    "office": Words("本机关", "the office"),
    "applicant": Words("申请人", "the applicant"),
    "claimant": Words("原告", "the claimant"),
    "third_party": Words("第三方", "third party"),
    "co_maker": Words("共同制作机关", "co-maker"),
    "agency": Words("其他机关", "another agency"),
    # what they say
    "agrees": Words("同意公开", "agrees"),
    "objects": Words("不同意公开", "objects"),
    # how fees are counted
    "item": Words("按件", "per item"),
    "page": Words("按量（页）", "per page"),
    # before reviewing bodies and courts
    "ordinary": Words("普通程序", "ordinary procedure"),
    "simplified": Words("简易程序", "simplified procedure"),
    "direct_suit": Words("未经复议直接起诉", "suit without review"),
    "suit_after_review": Words("复议后起诉", "suit after review"),
    "judgment": Words("判决", "judgment"),
    "ruling": Words("裁定", "ruling"),
    # what is published
    "no_answer": Words("逾期未答复", "no answer in time"),
    "secrecy": Words("保密审查", "secrecy review"),
    "legal": Words("合法性审查", "legal review"),
    "passed": Words("通过", "passed"),
    "objection": Words("不通过", "not passed"),
    "referred": Words("不能确定，报请主管部门或者保密部门确定", "not sure: referred to the authority"),
    "correction": Words("更正", "correction"),
    "revision": Words("修订", "revision"),
    "repealed": Words("废止", "repealed"),
    "lapsed": Words("失效", "lapsed"),
    "keep": Words("仍不公开", "keep"),
    "release": Words("转为主动公开", "release"),
    "state_secret": Words("国家秘密", "state secret"),
    "law_prohibits": Words("法律、行政法规禁止公开", "forbidden by law"),
    "security_stability": Words("危及“三安全一稳定”", "security and social stability"),
    "third_party_rights": Words("损害第三方合法权益", "rights of a third party"),
    "internal_affairs": Words("内部事务信息", "internal affairs"),
    "deliberative": Words("过程性信息", "deliberative information"),
    "enforcement_file": Words("行政执法案卷信息", "file of an enforcement case"),
    **{key: Words(zh, en) for key, (zh, en, _) in ATTRIBUTES.items()},
    **{key: Words(one.zh, one.en) for key, one in kinds().items()},
}


def name_of(procedure: Procedure, field: Field, choice: str) -> Words | None:
    """The name of a choice of a field; None where nobody has given it one, which the proofs do not let pass."""
    outcome = procedure.outcome(choice) if field.key == "outcome" else None
    return outcome.name if outcome else NAMES.get(choice)

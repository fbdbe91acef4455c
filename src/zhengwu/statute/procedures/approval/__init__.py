"""Approvals (行政审批): licences and, as lighter procedures over one skeleton, all else that people apply for.

`skeleton` builds a procedure of a `Shape`; `intake`, `review`, `hearing` and `deciding` hold the steps, `rules` their
conditions. The law of the skeleton is 行政许可法. What else is applied for (给付、确认、奖励、裁决、备案、公共服务)
has no procedure act of its own and keeps the same forms, less what only that law demands. What the item says, its
limits, reviews and promises, stands in the event of the application: the events alone make the case again.
"""

from zhengwu.statute.procedures.approval import licence_action
from zhengwu.statute.procedures.approval.skeleton import HEARING, LAW, LAW_ONLY, NO_DISCRETION, Shape, built
from zhengwu.statute.procedures.model import Words

SHAPES = (
    Shape(
        "licensing",
        Words("行政许可", "licensing"),
        "行政许可法第二十九条至第五十条",
        Words("准予许可", "granted"),
        Words("不予许可", "refused"),
        law=LAW,
    ),
    Shape(
        "benefit",
        Words("行政给付", "benefit"),
        "事项设定依据",
        Words("准予给付", "granted"),
        Words("不予给付", "refused"),
        LAW_ONLY | HEARING,
    ),
    Shape(
        "confirmation",
        Words("行政确认", "confirmation"),
        "事项设定依据",
        Words("予以确认", "confirmed"),
        Words("不予确认", "not confirmed"),
        LAW_ONLY | HEARING,
    ),
    Shape(
        "award",
        Words("行政奖励", "award"),
        "事项设定依据",
        Words("予以奖励", "awarded"),
        Words("不予奖励", "not awarded"),
        LAW_ONLY | HEARING,
    ),
    Shape(
        "adjudication",
        Words("行政裁决", "adjudication"),
        "事项设定依据",
        Words("作出裁决", "adjudicated"),
        Words("驳回申请", "dismissed"),
        LAW_ONLY,
    ),
    Shape(
        "other_power",
        Words("其他行政权力", "other administrative power"),
        "事项设定依据",
        Words("同意", "granted"),
        Words("不同意", "refused"),
        LAW_ONLY,
    ),
    Shape(
        "filing",
        Words("行政备案", "filing"),
        "事项设定依据",
        Words("予以备案", "filed"),
        None,
        LAW_ONLY | HEARING | NO_DISCRETION,
        5,
    ),
    Shape(
        "public_service",
        Words("公共服务", "public service"),
        "事项设定依据",
        Words("办结", "done"),
        Words("不予办理", "not done"),
        LAW_ONLY | HEARING | {"interested_informed"},
        10,
    ),
)
PROCEDURES = (*(built(shape) for shape in SHAPES), licence_action.PROCEDURE)
KEYS = tuple(shape.key for shape in SHAPES)

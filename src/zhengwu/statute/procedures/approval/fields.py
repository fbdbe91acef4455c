"""Fields that several steps of an approval have."""

from zhengwu.statute.procedures.model import Field, FieldKind, Words

CHANNELS = ("counter", "online", "mail", "kiosk", "system")
CASE_TYPES = ("on_the_spot", "promised_time")
ACTIONS = ("new", "change", "renewal", "cancellation", "reissue")
UNITS = ("working_days", "calendar_days", "months")
COMMITMENTS = ("proof", "conditions")
LAPSES = ("deemed_withdrawn", "acceptance_cancelled", "refused")
GROUNDS = ("not_needed", "not_competent", "not_complete", "barred", "other_ground")
SPECIAL = ("bidding", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review")
DELIVERIES = ("counter", "mail", "online", "kiosk")
VERIFIED = ("kept", "broken", "mended")

REASONS = Field("reasons", Words("理由", "reasons"), required=True, most=4000)
OPINION = Field("opinion", Words("意见", "opinion"), most=4000)
ITEMS = Field("items", Words("申请事项", "what is applied for"), FieldKind.TEXTS, required=True, least=1, most=1)
CHANNEL = Field("channel", Words("申请方式", "channel"), FieldKind.CHOICE, choices=CHANNELS, default="counter")
MATERIALS = Field("materials", Words("材料", "materials"), FieldKind.TEXTS)

# What steers the case, as the item's version said it on the day: the events alone make the case again.
PINNED = (
    Field("item", Words("事项编码", "code of the item"), most=60),
    Field("version", Words("事项版本", "version of the item"), FieldKind.COUNT, most=100_000),
    Field("action", Words("业务办理项", "what it is about"), FieldKind.CHOICE, choices=ACTIONS, default="new"),
    Field("case_type", Words("办件类型", "type"), FieldKind.CHOICE, choices=CASE_TYPES, default="promised_time"),
    Field("statutory_days", Words("法定办结时限", "time by law"), FieldKind.COUNT, most=2000),
    Field("statutory_unit", Words("法定时限单位", "its unit"), FieldKind.CHOICE, choices=UNITS),
    Field("promised_days", Words("承诺办结时限", "time promised"), FieldKind.COUNT, most=2000),
    Field("promised_unit", Words("承诺时限单位", "its unit"), FieldKind.CHOICE, choices=UNITS),
    Field("joint", Words("多部门联合办理", "several bodies together"), FieldKind.FLAG),
    Field("stages", Words("自设审查环节", "reviews that the item adds"), FieldKind.TEXTS),
    Field("commitment", Words("告知承诺", "notice and commitment"), FieldKind.CHOICE, choices=COMMITMENTS),
    Field("deferred", Words("容缺后补材料", "materials that follow"), FieldKind.TEXTS),
    Field(
        "supplement_days",
        Words("补交期限（工作日）", "working days to hand them in"),
        FieldKind.COUNT,
        least=1,
        most=60,
    ),
    Field("on_lapse", Words("逾期不补交的后果", "what if they never come"), FieldKind.CHOICE, choices=LAPSES),
    Field("expires_on", Words("原证有效期届满日", "last day of the licence"), FieldKind.DAY),
)

"""A form with a field of every kind, and the same filled in wrongly."""

from dataclasses import replace

from django.http import QueryDict

from zhengwu.records.troubles import Words
from zhengwu.ui.forms import Choice, Field, Form

WAYS = (
    Choice("post", Words("邮寄", "By post"), Words("按地址寄送", "To your address")),
    Choice("here", Words("自取", "Collected")),
)
BODIES = (Choice("1", Words("行政审批局", "Approval bureau")), Choice("2", Words("民政局", "Civil affairs")))
FORMS = (Choice("paper", Words("纸质", "Paper")), Choice("file", Words("电子文件", "File")))
EXACT = Words("越具体，找得越快。", "The more exact, the faster.")
KINDS = Words("PDF 或图片，每个不超过 20 MB。", "PDF or pictures, 20 MB each.")
FORM = Form(
    (
        Field("title", Words("所需信息的名称", "What you ask for"), hint=EXACT, complete="off"),
        Field("about", Words("内容描述", "Description"), "textarea", required=False, most=2_000),
        Field("phone", Words("电话", "Telephone"), "tel", width=12, complete="tel"),
        Field("mail", Words("电子邮箱", "E-mail"), "email", required=False, width=20, complete="email"),
        Field("since", Words("起始日期", "Since"), "date", width=8),
        Field("pages", Words("页数", "Pages"), "number", width=4),
        Field("body", Words("机关", "Body"), "select", choices=BODIES),
        Field("way", Words("获取方式", "How you want it"), "radios", choices=WAYS),
        Field("forms", Words("形式", "Form"), "checks", choices=FORMS, required=False),
        Field("proofs", Words("身份证明", "Proof of identity"), "files", required=False, hint=KINDS),
    )
)
AGAIN = Form(tuple(replace(one, name=f"wrong-{one.name}") for one in FORM.fields))  # names make ids
WRONG = AGAIN.read(
    QueryDict("wrong-title=&wrong-phone=000-0000&wrong-since=2026-13-01&wrong-pages=many&wrong-way=&wrong-body=1")
)

"""Files by their content, what they are to a case, and what was released of them."""

from django.db import models

from zhengwu.records.cases.models import Case
from zhengwu.records.organs.models import Body

# What a file is to a case, and whether it may hold what only the applicant should tell about themselves.
ROLES: dict[str, str] = {
    "application": "申请材料",
    "identity": "身份证明",
    "proved": "身份核验结果",
    "correction": "补正材料",
    "opinion": "征求意见答复",
    "payment": "缴费凭证",
    "evidence": "证据",
    "original": "拟公开信息原件",
    "redacted": "处理后的文件",
    "reply": "答复材料",
    "delivery_proof": "送达凭证",
    "ruling": "复议决定或裁判文书",
    "other": "其他",
}
PERSONAL = ("application", "identity", "proved", "correction", "payment")
ATTESTED = "proved"  # what the house itself was told by the identity service; nobody can send it in


class StoredFile(models.Model):
    """The bytes of one file, once whoever sent it how often. `name` is the name that it first came with."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class Attachment(models.Model):
    """A file as part of a case. Never deleted: withdrawn, with a reason, it is still on file."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments", db_index=False)
    item_number = models.CharField(max_length=8, blank=True)
    role = models.CharField(max_length=16, choices=list(ROLES.items()))
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=40, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="attachment_of_case")]

    @property
    def found_by(self) -> str:
        """The text by which a search finds it."""
        return f"{self.title} {self.name}"


class Release(models.Model):
    """What was given out of an item. `passages` are blind: they tell whether a text was withheld, not which.

    `original` is absent where a file was released whole. `reassess_on` is when the withholding is looked at again
    (条例第十八条).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="releases", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    item_number = models.CharField(max_length=8)
    original = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=255)
    proof = models.JSONField()
    passages = models.JSONField(default=list)
    released_at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=60, blank=True)
    reassess_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="release_of_case"),
            models.Index(
                fields=["body", "reassess_on"], condition=models.Q(reassess_on__isnull=False), name="release_reassess"
            ),
        ]

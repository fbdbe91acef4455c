"""Bodies (行政机关) and their units (内设机构)."""

from django.db import models

KINDS = [("government", "人民政府"), ("department", "部门"), ("township", "乡镇街道"), ("agency", "派出及其他机构")]
COUNTING = [("per_item", "按件"), ("per_request", "按申请")]


class Body(models.Model):
    """One body with powers of its own (行政机关).

    `path` is the chain of ids from the root, "0001.0003."; below a body are those whose path begins with its own.
    `counting` says whether a request with several items counts once in the annual report or once an item.
    `local_due_on` is the day ("01-20") by which a local rule wants the annual report; empty where there is none.
    `address`, `phone` and `hours` are those of the disclosure office (政府信息公开工作机构). `successor` goes on with
    the powers of a body that was closed (继续行使其职权的机关).
    """

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    name = models.CharField(max_length=100, unique=True)
    short_name = models.CharField(max_length=30)
    code = models.CharField(max_length=18, blank=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    region = models.CharField(max_length=12, blank=True)
    number_prefix = models.CharField(max_length=12)
    counting = models.CharField(max_length=12, choices=COUNTING, default="per_item")
    local_due_on = models.CharField(max_length=5, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    established_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="body_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """A name that a body had through `until`. What was issued under it keeps it."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=30)
    until = models.DateField()

    class Meta:
        ordering = ["until", "id"]
        constraints = [models.UniqueConstraint(fields=["body", "until"], name="former_name_once_a_day")]

    def __str__(self) -> str:
        return self.name


class Promise(models.Model):
    """What a body promises for the cases of a procedure: to answer within `length`, sooner than the law wants.

    It holds for cases received from `since` through `until`. Both are set before the day comes, so that what held on a
    day never changes afterwards. `basis` names where it was announced (公开承诺), `by` who set it.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="promises")
    procedure = models.CharField(max_length=40)
    length = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["body", "procedure", "since"], name="promise_once_a_day")]


class Unit(models.Model):
    """A unit inside a body (内设机构): a section or an office, which may have a parent unit in the same body."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=100)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="unit_name_once_in_body")]

    def __str__(self) -> str:
        return self.name

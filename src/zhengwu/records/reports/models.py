"""Reports by body, year and version, the documents they were issued as, what people enter, what is about to come in."""

from django.db import models

from zhengwu.records.organs.models import Body

STATUSES = [
    ("draft", "草稿"),
    ("checked", "已校验"),
    ("signed", "已签发"),
    ("published", "已公布"),
    ("superseded", "已被更正"),
]
ORIGINS = [("counted", "由记录生成"), ("imported", "导入")]
OPEN = ("draft", "checked")
FROZEN = ("signed", "published", "superseded")


class AnnualReport(models.Model):
    """One version of a body's report on a year.

    While it is open its figures are not stored: they are counted whenever it is looked at. `snapshot` is the report as
    JSON, frozen when it is signed (or imported). `digest` is that of the report as it was last checked. `reasons` maps
    the id of a finding to the reason that a leader gave for signing all the same. `format` is the key of the form.
    `sources` says of each cell ("table.row.column") where its figure came from when it was signed, and the note to it.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=STATUSES, default="draft")
    origin = models.CharField(max_length=8, choices=ORIGINS, default="counted")
    format = models.CharField(max_length=16)
    correction = models.CharField(max_length=1000, blank=True)  # why this version follows another one
    snapshot = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    findings = models.JSONField(default=list)
    errors = models.PositiveSmallIntegerField(default=0)  # how many of the findings are errors
    reasons = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    source_name = models.CharField(max_length=200, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    signed_by = models.CharField(max_length=60, blank=True)
    signed_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=60, blank=True)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "version"], name="report_version_once"),
            models.UniqueConstraint(
                fields=["body", "year"], condition=models.Q(status__in=["draft", "checked"]), name="report_open_once"
            ),
        ]
        indexes = [models.Index(fields=["year", "status"], name="report_by_year")]

    def __str__(self) -> str:
        return f"{self.body_id}/{self.year}/{self.version}"


class Emitted(models.Model):
    """A document as it was issued, byte by byte. `stage` is `signed` (without a date), `published`, or `source`."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="documents", db_index=False)
    stage = models.CharField(max_length=10)
    kind = models.CharField(max_length=8)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "stage", "kind"], name="emitted_once")]


class Figure(models.Model):
    """A figure that a person entered, with where it comes from. The latest one for a cell holds; none is deleted.

    `value` is in the unit of the form's column; None takes an entry back.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    table = models.CharField(max_length=24)
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=32)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    note = models.CharField(max_length=500)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["body", "year", "table", "row", "column", "-id"], name="figure_latest")]


class Passage(models.Model):
    """The text of one part as a person wrote it, with places for figures. The latest one holds; none is deleted."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=24)
    text = models.TextField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["body", "year", "part", "-id"], name="passage_latest")]


class Incoming(models.Model):
    """A file that somebody has handed in and not yet agreed to: read and shown, and forgotten after a day."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    person = models.PositiveBigIntegerField()  # who handed it in; nobody else is shown it
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField(db_index=True)

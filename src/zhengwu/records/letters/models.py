"""The office's wordings, the letters it issued with their numbers, and how they were delivered."""

from django.db import models

from zhengwu.records.cases.models import Case
from zhengwu.records.documents.models import Attachment, StoredFile
from zhengwu.records.organs.models import Body
from zhengwu.records.sealing import SealedField
from zhengwu.statute.letters.delivery import CHANNELS

STATUS = [("draft", "草稿"), ("published", "已发布"), ("retired", "已停用")]


class OfficeTemplate(models.Model):
    """A body's own wording of a letter. Versions count from 1; the text of none is ever changed.

    A published one is in force from `since` until `until` (both included; empty is open); no two begin on one day.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    procedure = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=STATUS, default="draft")
    text = models.TextField()
    note = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=60, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "procedure", "key", "version"], name="wording_version_once"),
            models.UniqueConstraint(
                fields=["body", "procedure", "key", "since"],
                condition=models.Q(status="published"),
                name="wording_begins_once",
            ),
        ]


class OfficeWord(models.Model):
    """What a body's letters always say for a placeholder: its court, its review body, how to pay.

    It holds for the bodies below too, unless they say something else.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=40)
    value = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "key"], name="office_word_once")]


class NumberSeries(models.Model):
    """The last document number of a body, year and series. `prefix` is what is printed before the year."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    prefix = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "name", "year"], name="number_series_once")]


class Letter(models.Model):
    """A letter that was issued. Its words (`content`) and the values `given` are sealed: they name people.

    `event_number` is the event on file that called for it (0: none did), `party` to whom it goes if not the applicant.
    `wording` is "statute" and the day since which the shipped wording is in force, or "office" and the version.
    A withdrawn letter keeps its number, which is void and never given again. Files are made when first asked for.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters", db_index=False)
    item_number = models.CharField(max_length=8, blank=True)
    event_number = models.PositiveIntegerField(default=0)
    party = models.CharField(max_length=200, blank=True)
    procedure = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    wording = models.CharField(max_length=40)
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="letters", db_index=False)
    serial = models.PositiveIntegerField()
    document_number = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    issued_on = models.DateField()
    given = SealedField()
    content = SealedField()
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=40, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "serial"], name="letter_number_once"),
            models.UniqueConstraint(fields=["body", "document_number"], name="document_number_once"),
            models.UniqueConstraint(
                fields=["case", "event_number", "key", "party"],
                condition=models.Q(event_number__gt=0, withdrawn_at__isnull=True),
                name="letter_of_event_once",
            ),
        ]
        indexes = [models.Index(fields=["case", "id"], name="letter_of_case")]

    def __str__(self) -> str:
        return self.document_number

    @property
    def found_by(self) -> str:
        """The text by which a search finds it."""
        return f"{self.document_number} {self.title}"


class Delivery(models.Model):
    """One delivery of a letter, or an attempt: `delivered_on` is empty while nobody has received it."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=16, choices=[(key, channel.label) for key, channel in CHANNELS.items()])
    sent_on = models.DateField()
    delivered_on = models.DateField(null=True)
    recipient = models.CharField(max_length=100, blank=True)
    proof = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.CharField(max_length=500, blank=True)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

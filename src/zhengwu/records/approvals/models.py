"""Applications, and what hangs on them. Steps and states are those of the case."""

from django.db import models
from django.db.models import Q

from zhengwu.records.bundles.models import Matter
from zhengwu.records.cases.models import Case
from zhengwu.records.documents.models import StoredFile
from zhengwu.records.items.models import Item, ItemVersion
from zhengwu.records.licences.models import Licence
from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.sealing import SealedField


class Application(models.Model):
    """What a case of approval is about: the item, the version that it is pinned to, the situation, the answers.

    `answers` are those of the situation's questions, `filled` (sealed) those of the form, as JSON. `holder_*` is whom
    the licence will be for; `mandate` names who applies for them. `about` is the licence that is to be changed, renewed
    or cancelled. `matter` and `node` are set in a bundle. `decided_on` and `outcome` are those of the last decision,
    `due_on` and `promised_on` the last days that held then: what is counted is counted by them.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="application")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="applications", db_index=False)
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+", db_index=False)
    type = models.CharField(max_length=20)
    action = models.CharField(max_length=16)
    answers = models.JSONField(default=dict)
    filled = SealedField(blank=True)
    holder_name = models.CharField(max_length=200)
    holder_code = SealedField(blank=True)
    holder_blind = models.CharField(max_length=80, blank=True)
    holder_kind = models.CharField(max_length=16, default="natural_person")
    mandate = models.CharField(max_length=200, blank=True)
    about = models.ForeignKey(Licence, models.PROTECT, null=True, related_name="+", db_index=False)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="applications", db_index=False)
    node = models.CharField(max_length=40, blank=True)
    submitted_at = models.DateTimeField()
    outcome = models.CharField(max_length=24, blank=True)
    decided_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    promised_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["item", "-id"], name="application_of_item"),
            models.Index(fields=["holder_blind", "-id"], condition=~Q(holder_blind=""), name="application_holder"),
            models.Index(fields=["matter", "id"], condition=Q(matter__isnull=False), name="application_matter"),
            models.Index(
                fields=["body", "type", "decided_on", "id"],
                condition=Q(decided_on__isnull=False),
                name="application_decided",
            ),
        ]


class Supplied(models.Model):
    """A material of an application. `state`: missing, deferred, given, reused, committed, returned.

    A file, a licence on file, or the original that somebody saw at the counter; `reused_from` says what it was taken
    over from, so that nothing is asked for twice.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="materials", db_index=False)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    state = models.CharField(max_length=12, default="missing")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    file_name = models.CharField(max_length=255, blank=True)
    licence = models.ForeignKey(Licence, models.PROTECT, null=True, related_name="+", db_index=False)
    reused_from = models.CharField(max_length=200, blank=True)
    original_seen_by = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="supplied_once")]


class Task(models.Model):
    """A review that the item asks for, of a unit or a cooperating body: done where `done_on` is set."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks", db_index=False)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    verdict = models.CharField(max_length=16, blank=True)
    opinion = models.CharField(max_length=2000, blank=True)
    by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="task_once")]
        indexes = [
            models.Index(fields=["body", "unit", "due_on", "id"], condition=Q(done_on=None), name="task_open"),
        ]


class Pledge(models.Model):
    """A commitment that somebody made (承诺书), to be verified by `due_on`. `outcome`: kept, broken, mended."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pledges", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)  # proof, conditions, deferred
    text = models.TextField()
    holder_blind = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    verified_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    finding = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["body", "due_on", "id"], condition=Q(verified_on=None), name="pledge_open"),
            models.Index(fields=["case", "id"], name="pledge_of_case"),
        ]


class BadFaith(models.Model):
    """A false promise or statement on record: no further commitment, and no application for the item, while it holds.

    `bar` is what it bars: "commitment", or "application" of one item (行政许可法第七十八条、第七十九条).
    """

    holder_blind = models.CharField(max_length=80)
    holder_name = models.CharField(max_length=200)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+", db_index=False)
    bar = models.CharField(max_length=12)
    reason = models.CharField(max_length=500)
    basis = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)
    repaired_on = models.DateField(null=True)
    by = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["holder_blind", "bar"], name="bad_faith_of")]

"""Notices and overlays entered, the edition of the calendar they make, and due dates that moved because of them."""

from django.db import models

from zhengwu.records.cases.models import Case
from zhengwu.records.organs.models import Body


class Edition(models.Model):
    """One row that every change of the timetable marks anew: processes look at it to know whether theirs is old."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    mark = models.CharField(max_length=32)


class YearNotice(models.Model):
    """The holiday plan of a year (部分节假日安排), as it was entered. A later one for the same year replaces it.

    `plan` is the text as it was read, of the kind `kind` (csv, json, toml).
    """

    year = models.PositiveSmallIntegerField()
    notice = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=4)
    plan = models.TextField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=models.Q(superseded_at=None), name="notice_in_force_once"
            )
        ]


class Overlay(models.Model):
    """Days that a document of a region, of a body or for an emergency makes free or working.

    With `body` it holds for that body and all below it; otherwise for the bodies whose region code begins with
    `region`, and nationwide where that is empty.
    """

    first = models.DateField()
    last = models.DateField()
    working = models.BooleanField()
    reason = models.CharField(max_length=200)
    document = models.CharField(max_length=200)
    emergency = models.BooleanField(default=False)
    region = models.CharField(max_length=12, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True)


class Move(models.Model):
    """A due date that moved with the calendar. `old_version` and `new_version` are the versions of the calendars.

    `old_version` is empty where the older calendar was not known any more. `told_worse` marks a day that is worse for
    the other side than one told in writing (a later answer, less time to act): a notice is owed.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="moves")
    clock = models.CharField(max_length=40)
    old_due_on = models.DateField(null=True)
    new_due_on = models.DateField(null=True)
    old_version = models.CharField(max_length=12)
    new_version = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    told_worse = models.BooleanField(default=False)

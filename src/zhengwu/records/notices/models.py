"""Notices, the addresses that messages go to, what was switched off, and what was sent."""

from django.db import models

from zhengwu.records.cases.models import Case
from zhengwu.records.organs.models import Body
from zhengwu.records.people.models import Person
from zhengwu.records.sealing import SealedField


class Notice(models.Model):
    """Something a member of staff is told inside the pages: on which occasion, of which case or body, until when.

    `number` is the number of the case's event (0 for a day that comes near or has passed), the year of a report, or how
    many cases are meant. A notice holds nothing of the case itself: who reads it sees only what their posts let them
    see. Every step writes some, so there is one index for all and a small one to tell a day once.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", db_index=False)
    occasion = models.CharField(max_length=24)
    number = models.PositiveIntegerField(default=0)
    until = models.DateField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "read_at", "id"], name="notice_of_person"),
            models.Index(fields=["case"], condition=models.Q(number=0), name="notice_of_day"),
        ]


class Address(models.Model):
    """Where messages to somebody go: a mailbox, a telephone, an account of WeChat; used once it is confirmed.

    It belongs to a member of staff, or to a party of one case who has agreed to be told this way: then `side` is
    applicant or third_party and `party` the name by which the case knows them. The code of confirmation is made from
    `asked_at` and kept nowhere; `asks` counts the codes of a day, `tries` those typed wrongly. An address that was
    taken back keeps its row without its value. `refused_at`: when the other side last said that there is none such.
    """

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", db_index=False)
    side = models.CharField(max_length=12, blank=True)
    party = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=8)
    value = SealedField()
    lang = models.CharField(max_length=2, default="zh")
    asked_at = models.DateTimeField()
    asks = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel"], condition=models.Q(person__isnull=False), name="address_of_person"
            ),
            models.UniqueConstraint(
                fields=["case", "side", "party", "channel"],
                condition=models.Q(case__isnull=False),
                name="address_of_party",
            ),
        ]


class SwitchedOff(models.Model):
    """An occasion on which somebody does not want to be told: a person in the pages, or an address by messages."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", db_index=False)
    address = models.ForeignKey(Address, models.CASCADE, null=True, related_name="+", db_index=False)
    occasion = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "occasion"], condition=models.Q(person__isnull=False), name="off_in_pages"
            ),
            models.UniqueConstraint(
                fields=["address", "occasion"], condition=models.Q(address__isnull=False), name="off_at_address"
            ),
        ]


class Sent(models.Model):
    """A message that left, or was refused for good. `to` is masked; `text` is kept only where nothing was really sent.

    `result` is sent, refused, or shown: a demonstration shows what it would send.
    """

    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=8)
    to = models.CharField(max_length=100)
    occasion = models.CharField(max_length=24)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    result = models.CharField(max_length=8)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

"""A party as it was before an amendment. Never changed, never deleted."""

from django.db import models

from zhengwu.records.cases.models import Party
from zhengwu.records.sealing import SealedField

KINDS = {"slip": "登记有误", "change": "情况变更"}


class FormerParty(models.Model):
    """A party as it was said before: `content` sealed, its columns by name. `kind`: it was wrong, or it has changed."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=list(KINDS.items()))
    name = models.CharField(max_length=100)
    content = SealedField()
    reason = models.CharField(max_length=500)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

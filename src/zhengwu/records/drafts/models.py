"""A draft with its files. Who holds the secret of the cookie holds the draft; only its digest is kept."""

from django.db import models

from zhengwu.records.sealing import SealedField


class Draft(models.Model):
    """What was typed so far, sealed; once it is handed in, the receipt instead. `at` is when it was last touched."""

    digest = models.CharField(max_length=64, unique=True)
    content = SealedField(blank=True)
    receipt = SealedField(blank=True)
    handed_in = models.BooleanField(default=False)
    at = models.DateTimeField(db_index=True)


class DraftFile(models.Model):
    """A file attached to a draft. It goes to the case when the draft is handed in, or away with the draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

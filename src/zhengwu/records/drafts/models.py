"""A draft with its files. Who holds its code holds the draft; only the code's digest is kept."""

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
    """A file attached to a draft. It goes to the case when the draft is handed in, or away with the draft.

    `role` is what it will be to the case, `title` what it is called there.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    role = models.CharField(max_length=16)
    title = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    content = models.BinaryField()


class Turn(models.Model):
    """Something that an address did, which it may do only so often. The address is kept as a digest, for a day."""

    deed = models.CharField(max_length=12)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["deed", "address", "at"], name="turn_of_address")]

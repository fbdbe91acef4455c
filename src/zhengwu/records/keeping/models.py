"""What is remembered of looking after the records: the backups that were made, and when the records were proved."""

from django.db import models


class Made(models.Model):
    """A backup that was made. `place` is its file; `files` are the stored files in it, `size` its bytes.

    `verified_at` is when it was read back and agreed with its manifest; `problem` says why it did not.
    """

    at = models.DateTimeField(db_index=True)
    place = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()
    version = models.CharField(max_length=20)
    verified_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)


class Proved(models.Model):
    """A proof of one kind (cases, journal, files, reports): how many were looked at, how many were not whole."""

    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    checked = models.PositiveBigIntegerField()
    defects = models.PositiveIntegerField()
    first = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "at"], name="proved_of_kind")]

"""People, their posts, their sessions, and the tokens of other systems."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.people.rights import POSTS


class Person(AbstractBaseUser):
    """Somebody who works here and signs in by name and password. Nobody is deleted; who left is not `active`."""

    last_login = None  # sessions know it
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)

    objects = BaseUserManager["Person"]()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name


class OldPassword(models.Model):
    """The hash of a password that a person had; the last five are not taken again."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    since = models.DateTimeField()


class Appointment(models.Model):
    """A post that a person holds in a body, from `since` to `until`, both days included.

    `unit` narrows it to a unit. `substitute_for` names the appointment whose holder is on leave.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    body = models.ForeignKey(Body, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="appointments")
    post = models.CharField(max_length=16, choices=list(POSTS.items()))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    substitute_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="substitutes")

    class Meta:
        ordering = ["id"]


class Session(models.Model):
    """A person signed in at one device. Only the SHA-256 of the cookie is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sessions")
    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=200, blank=True)


class Token(models.Model):
    """What another system shows instead of a password. Only the SHA-256 of the secret is kept.

    `scopes` are rights ("case.read"), had in `body` and in the bodies below, and posts ("as.clerk"), had in `body`.
    """

    name = models.CharField(max_length=60)
    body = models.ForeignKey(Body, models.PROTECT, related_name="tokens")
    scopes = models.JSONField(default=list)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="issued_tokens")


class Attempt(models.Model):
    """Failed sign-ins of one account or one address, and until when it must wait."""

    subject = models.CharField(max_length=80, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True, blank=True)

"""People, their posts, their sessions, and the tokens of other systems."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.people.rights import POSTS
from zhengwu.records.sealing import SealedField


class Person(AbstractBaseUser):
    """Somebody who works here and signs in by name and password. Nobody is deleted; who left is not `active`.

    `second_factor` tells that the password alone does not open a session: there is a code, or a passkey, or both.
    """

    last_login = None  # sessions know it
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    second_factor = models.BooleanField(default=False)

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
    """A person signed in at one device. Only the SHA-256 of the cookie is kept.

    `way` tells how: password, code, recovery, passkey, key (a passkey after the password), provider. `seen_at` is when
    it was last used, to some minutes. `unfamiliar`: the person had signed in before, but never at this device.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="sessions")
    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField()
    way = models.CharField(max_length=12, default="password")
    unfamiliar = models.BooleanField(default=False)


class FamiliarDevice(models.Model):
    """A browser at which a person has signed in before: the SHA-256 of a cookie that says nothing else."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="familiar_devices")
    digest = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="familiar_once")]


class Authenticator(models.Model):
    """What makes a person's one-time codes (TOTP). `last_step` is the time step of the last code taken: none twice."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="authenticator")
    secret = SealedField()
    since = models.DateTimeField()
    last_step = models.BigIntegerField()


class RecoveryCode(models.Model):
    """The blind index of a code that opens the door once when telephone or key are lost."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="recovery_codes")
    mark = models.CharField(max_length=80, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)


class Passkey(models.Model):
    """A key pair whose private half lies in a person's device. `host` is the name of the site that it was made for."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    host = models.CharField(max_length=253)
    credential = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    transports = models.JSONField(default=list)
    since = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class ProviderAccount(models.Model):
    """An account at the identity service by which a person signs in: `subject` is its name there, for ever."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="provider_accounts")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="provider_subject_once"),
            models.UniqueConstraint(fields=["person", "issuer"], name="provider_account_once"),
        ]


class Spent(models.Model):
    """What is good once and was used: a challenge, a sign-in begun elsewhere. Kept until it would expire."""

    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(db_index=True)


class Token(models.Model):
    """What another system shows instead of a password. Only the SHA-256 of the secret is kept.

    `scopes` are rights ("case.read"), had in `body` and in the bodies below, and posts ("as.clerk"), had in `body`.
    `used_at` is when it was last shown, to some minutes.
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
    used_at = models.DateTimeField(null=True)


class Attempt(models.Model):
    """Failed sign-ins of one account or one address, and until when it must wait."""

    subject = models.CharField(max_length=80, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True, blank=True)

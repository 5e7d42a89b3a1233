"""One person, one account."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from palabre.kit.fields import LanguageField


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; an account without a password signs in by an e-mailed code."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A new person with this address (kept in lower case); without a password none is usable."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        if password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find by address, in whatever case it was typed."""
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """One account for the installation. What somebody is in a community is a Membership."""

    class NetworkRole(models.TextChoices):
        OPERATOR = "operator"
        NETWORK_EDITOR = "network_editor"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = LanguageField(
        default="en",
        help_text="The language the interface and mails speak to this person.",
    )
    reads = ArrayField(LanguageField(), default=list, blank=True)
    writes = ArrayField(LanguageField(), default=list, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    network_roles = ArrayField(
        models.CharField(max_length=20, choices=NetworkRole.choices),
        default=list,
        blank=True,
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_network_staff(self) -> bool:
        """Works at the network's own desk."""
        return bool(self.network_roles)


class SignInCode(models.Model):
    """Six digits sent to an address, good for one browser on one host.

    The address may be nobody's yet: a person is made when the code comes back, so asking tells nothing.
    """

    host = models.CharField(max_length=270, help_text="As the browser names it, with its port")
    browser = models.CharField(max_length=64)
    email = models.EmailField()
    code_hash = models.CharField(max_length=64)
    # What the account's password was: one changed since ends the code.
    credential = models.CharField(max_length=128, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["host", "browser"], name="people_code_browser")]

    def __str__(self) -> str:
        return f"{self.email} on {self.host}"


class Ticket(models.Model):
    """Takes somebody signed in on the bare host over to a community's host: once, for one browser, within a minute."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tickets")
    host = models.CharField(max_length=270)
    secret_hash = models.CharField(max_length=64, unique=True)
    proof = models.CharField(max_length=64, help_text="Digest of what only the browser on that host can show")
    credential = models.CharField(max_length=128)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} to {self.host}"


class Count(models.Model):
    """How often something was done in one span of time; `key` is a keyed digest, so that it names nobody."""

    key = models.CharField(max_length=64)
    until = models.DateTimeField(help_text="When the span ends, and counting begins anew.")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "until"], name="people_count_once")]
        indexes = [models.Index(fields=["until"], name="people_count_until")]

    def __str__(self) -> str:
        return f"{self.number} until {self.until}"

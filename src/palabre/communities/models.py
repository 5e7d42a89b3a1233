"""The tenant and who belongs to it."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

from palabre.kit.fencing import FencedKey
from palabre.kit.fields import LanguageField, StandingField, Words
from palabre.people.models import Person


class Funder(models.Model):
    """A client of the network: a foundation, a development bank."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    mark = models.FileField(upload_to="marks/", blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")

    def __str__(self) -> str:
        return self.name


class Community(models.Model):
    """One site on its own host name: cause, brand, languages, blueprint."""

    class Blueprint(models.TextChoices):
        SALON = "salon"
        CITIES = "cities"
        CIRCLE = "circle"

    class Visibility(models.TextChoices):
        OPEN = "open"
        PRIVATE = "private"
        PREVIEW = "preview"

    host = models.CharField(
        max_length=253,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$")],
    )
    name = models.CharField(max_length=120)
    blueprint = models.CharField(max_length=10, choices=Blueprint.choices)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.OPEN)
    names = models.JSONField(default=dict, help_text="language tag → name")
    cause = Words(language="default_language", blank=True)
    causes = models.JSONField(default=dict, help_text="language tag → cause")
    about = Words(language="default_language", blank=True)
    about_html = models.TextField(blank=True)
    languages = ArrayField(LanguageField())
    default_language = LanguageField()
    time_zone = models.CharField(max_length=60, default="UTC")
    brand = models.JSONField(default=dict, help_text="accent, on_accent, accent_dark, on_accent_dark")
    approves_joining = models.BooleanField(
        default=False, help_text="Somebody new takes part once a manager has let them in."
    )
    founded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name

    def name_for(self, language: str) -> tuple[str, str]:
        """What it is called by readers of a language, and the language that this is in."""
        return _told(self.names, language, self.name, self.default_language)

    def cause_for(self, language: str) -> tuple[str, str]:
        """What it is for, in the same way."""
        return _told(self.causes, language, self.cause, self.default_language)


def _told(texts: dict[str, str], language: str, otherwise: str, its_language: str) -> tuple[str, str]:
    return (texts[language], language) if texts.get(language) else (otherwise, its_language)


class CommunityRow(models.Model):
    """What every table inside a community is made of: its community, which row security reads."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Engagement(CommunityRow):
    """What funders and the network agreed for a community: period and what is promised."""

    slug = models.SlugField(max_length=60)
    title = Words()
    language = LanguageField()
    starts = models.DateField()
    ends = models.DateField()
    salons = models.PositiveIntegerField(default=0, help_text="Dialogues promised over the whole period.")
    stories_per_month = models.PositiveIntegerField(
        default=0, help_text="Stories promised per city and month."
    )
    cities = models.PositiveIntegerField(default=0, help_text="Cities promised.")
    languages = ArrayField(LanguageField(), default=list)
    funders = models.ManyToManyField(Funder, through="EngagementFunder", related_name="engagements")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="communities_engagement_slug"),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="communities_engagement_period"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class EngagementFunder(CommunityRow):
    """A funder's part in an engagement; one may have several funders."""

    engagement = FencedKey(Engagement, models.CASCADE, related_name="parts")
    funder = models.ForeignKey(Funder, models.PROTECT, related_name="parts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "engagement", "funder"], name="communities_part_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.funder_id} in {self.engagement_id}"


class Role(models.TextChoices):
    """What a person can be in a community."""

    MEMBER = "member"
    CORRESPONDENT = "correspondent"
    EDITOR = "editor"
    MODERATOR = "moderator"
    MANAGER = "manager"
    FUNDER = "funder"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships as somebody may see them."""

    def visible_to(self, membership: Membership | None) -> MembershipQuerySet:
        """Those who are in the community, for its managers; only one's own for anyone else."""
        if membership is None:
            return self.none()
        here = self.filter(left_at=None)
        return here if membership.has(Role.MANAGER) else here.filter(pk=membership.pk)

    def shown_to(self, membership: Membership | None) -> MembershipQuerySet:
        """Those whose page in this community a reader may open: every member's, for members who were let in.

        A funder's officer who is nothing else here is not one of them.
        """
        if membership is None or membership.left_at is not None or membership.waits_since is not None:
            return self.none()
        if membership.only_funds:
            return self.none()
        return self.filter(left_at=None, waits_since=None)

    def listed_for(self, membership: Membership | None) -> MembershipQuerySet:
        """Those who agreed to be found in the directory, are not blocked, and whose page nobody took down."""
        here = self.shown_to(membership).filter(profile_standing="public")
        return here.filter(listed_at__isnull=False, blocked_at=None)


class Membership(CommunityRow):
    """What a person is in one community, under which name, and what they agreed to there."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    # An array, read with the row: who may do what is asked on every request, who has a role hardly ever.
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list)
    name = models.CharField(max_length=200, help_text="The name shown in this community.")
    about = Words(blank=True)
    language = LanguageField(default="en")
    place = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    portrait = models.FileField(upload_to="portraits/", blank=True)
    # Of what they tell of themselves here: about, place, organisation, photo. Their name stands under their words.
    profile_standing = StandingField()
    rules_accepted_at = models.DateTimeField(null=True, blank=True)
    rules_accepted = models.PositiveIntegerField(
        default=0, help_text="Number of the community's rules agreed to; 0: those of the house alone."
    )
    mail_consent_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField(
        null=True, blank=True, help_text="When they agreed to be found in the directory."
    )
    waits_since = models.DateTimeField(
        null=True, blank=True, help_text="Asked to take part, and no manager has answered yet."
    )
    # Blocked: may read, not write. The reason is for the one who is blocked.
    blocked_at = models.DateTimeField(null=True, blank=True)
    blocked_because = Words(blank=True, language="blocked_language")
    blocked_language = LanguageField(blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="communities_membership_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_portrait(self) -> Any:
        """Their photo, where others may see it."""
        return self.portrait if self.profile_standing == "public" else ""

    def has(self, *roles: str) -> bool:
        """Holds one of these roles, has not left and is not blocked."""
        here = self.left_at is None and self.blocked_at is None
        return here and bool(set(roles) & set(self.roles))

    @property
    def only_funds(self) -> bool:
        """Is here for a funder alone: reads what every visitor reads, and the funder's view."""
        return self.roles == [Role.FUNDER.value]


class Rules(CommunityRow):
    """One wording of a community's own rules, beside those of the house; the latest number holds."""

    number = models.PositiveIntegerField()
    text = Words()
    html = models.TextField()
    language = LanguageField()
    published_at = models.DateTimeField()
    published_by = FencedKey(Membership, models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name_plural = "rules"
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="communities_rules_once")]

    def __str__(self) -> str:
        return f"rules {self.number}"


class JoinQuestion(CommunityRow):
    """What somebody is asked who wants to take part; three at most."""

    number = models.PositiveIntegerField()
    text = Words()
    language = LanguageField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="communities_joinquestion_once")
        ]

    def __str__(self) -> str:
        return f"join question {self.number}"


class JoinAnswer(CommunityRow):
    """What a newcomer answered; the question stands beside it as it was then."""

    membership = FencedKey(Membership, models.CASCADE, related_name="join_answers")
    number = models.PositiveIntegerField()
    question = Words(language="question_language")
    question_language = LanguageField()
    text = Words()
    language = LanguageField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "membership", "number"], name="communities_joinanswer_once"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.number} of {self.membership_id}"


class Mute(CommunityRow):
    """A member does not want to see somebody's words; nobody else knows."""

    by = FencedKey(Membership, models.CASCADE, related_name="mutes")
    whom = FencedKey(Membership, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "by", "whom"], name="communities_mute_once")
        ]

    def __str__(self) -> str:
        return f"{self.by_id} mutes {self.whom_id}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations as somebody may see them."""

    def visible_to(self, membership: Membership | None) -> InvitationQuerySet:
        """All of the community's for its managers, none for anyone else."""
        return self if membership is not None and membership.has(Role.MANAGER) else self.none()


class Invitation(CommunityRow):
    """A mail that lets its reader join with roles; its token is kept as a hash and ends on a day."""

    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list)
    language = LanguageField()
    token_hash = models.CharField(max_length=64)
    # Where the invited one lands: a path on this host, such as the question put to a panelist.
    path = models.CharField(max_length=300, blank=True)
    invited_by = FencedKey(Membership, models.PROTECT, related_name="invitations", null=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = FencedKey(Membership, models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()
    # The link, known only while it is being sent: the row keeps a digest of its token.
    address: str = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "token_hash"], name="communities_invitation_token")
        ]

    def __str__(self) -> str:
        return f"{self.email} as {', '.join(self.roles)}"


class UsedKey(models.Model):
    """A form's one-time key with what it led to: sending the form again returns the first answer."""

    author = models.CharField(max_length=80, help_text="`person:ID`, or `browser:ID` before signing in")
    key = models.CharField(max_length=64)
    location = models.CharField(max_length=500, blank=True)
    used_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.author} {self.key}"


class OnceKey(UsedKey, CommunityRow):
    """A one-time key used on a community's host."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "author", "key"], name="communities_oncekey_once")
        ]


class NetworkOnceKey(UsedKey):
    """A one-time key used on the bare host, where there is no community."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="communities_networkkey_once")]


class KeptDraft(CommunityRow):
    """What somebody sent before signing in, kept for the browser it came from until they are signed in.

    `payload` is what the room that registered `kind` needs to carry it out.
    """

    browser = models.CharField(max_length=64)
    kind = models.CharField(max_length=60)
    title = Words()
    language = LanguageField()
    payload = models.JSONField()
    key = models.CharField(max_length=64, help_text="The one-time key of the form it was sent by")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "browser", "key"], name="communities_draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.browser}"

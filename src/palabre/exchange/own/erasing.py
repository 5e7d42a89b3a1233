"""Erasing a person across all communities: what may stay is what others quoted and what belongs to the community.

Their words go or stay without a name, as they chose (`holdings` says which stay whatever they chose); everything that
says who they were goes either way: name, address, profile, portraits, sessions, drafts, mails to them, and mails to
others that name them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField, Q
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.chronicle.entries import record
from palabre.communities.models import Invitation, KeptDraft, Membership, NetworkOnceKey, OnceKey
from palabre.dialogues.actions import changing
from palabre.dialogues.furniture import SUBJECTS
from palabre.dialogues.models import Contribution, Revision, Seat
from palabre.exchange.models import PersonalExport
from palabre.exchange.own import calling, exports
from palabre.exchange.own.holdings import HOLDINGS, Fate
from palabre.initiatives import actions as initiatives
from palabre.initiatives.models import Initiative
from palabre.kit import clock, files, tenancy
from palabre.kit.jobs import job
from palabre.kit.languages import interface_for
from palabre.mail.models import Message, Suppression
from palabre.moderation.actions import close
from palabre.moderation.models import Flag
from palabre.moderation.profiles import ProfileSubject
from palabre.network.models import Assignment, Correspondent
from palabre.newsroom.actions import after as newsroom
from palabre.newsroom.models import Photograph, Story
from palabre.people import sessions
from palabre.people.browser import KEY as BROWSER
from palabre.people.models import Person, SignInCode
from palabre.portal import index

TELLING = ("text", "subject", "html")
"""What of a mail may call somebody by their name; its sender is a community."""


@transaction.atomic
def ask(*, by: Person) -> None:
    """Close the account at once; the worker does the rest. Given by the view that has seen a mailed code."""
    by.is_active = False
    by.save(update_fields=["is_active"])
    sessions.end_all(by)
    record("exchange.erasure_asked", by, by=by)


@job(name="exchange.erase")
def erase(person_id: int, keeps_words: bool) -> None:
    """Do it, all or nothing; done again it changes nothing more."""
    gone: list[str] = []
    with tenancy.everywhere(reason="erasing a person"):
        person = Person.objects.select_for_update().get(pk=person_id)
        names = _names(person)
        members = list(Membership.objects.filter(person=person).select_related("community"))
        said = list(_said(person).values_list("community_id", "pk"))
        gone += _words(person, keeps_words=keeps_words)
        _news(person, names, keeps_words=keeps_words)
        gone += _seats(person)
        gone += [str(member.portrait) for member in members if member.portrait]
        gone += _rows(person, keeps_words=keeps_words)
        _mails(person, names, [pk for _community, pk in said])
        for member in members:
            _nameless(member)
        _account(person)
    for member in members:
        with tenancy.community(member.community_id):
            index.refresh("person", member.pk)
            # Whoever follows a feed by its date learns from this that something in it is otherwise now.
            record("exchange.member_erased", member)
    for community_id, pk in said:
        with tenancy.community(community_id):
            index.refresh("contribution", pk)
    with tenancy.everywhere(reason="a file may be shown twice"):
        gone = [name for name in gone if not files.is_held(name)]
    for name in gone:
        default_storage.delete(name)


def _names(person: Person) -> list[str]:
    """Every string by which they were called."""
    called = {person.email, person.name, *person.memberships.values_list("name", flat=True)}
    called |= set(Correspondent.objects.filter(person=person).values_list("public_name", flat=True))
    called |= set(_their_seats(person).values_list("name", flat=True))
    # A name they chose for one text.
    called |= set(Contribution.objects.filter(author__person=person).values_list("said_by", flat=True))
    return [name for name in called if name.strip()]


def _their_seats(person: Person) -> Any:
    """Where they sit, and where a seat waits for their address."""
    return Seat.objects.filter(Q(membership__person=person) | Q(membership=None, email__iexact=person.email))


def _said(person: Person) -> Any:
    """What they said themselves, and what is told under their seat without an account (an imported panel's words)."""
    under_seat = Q(author=None, seat__in=_their_seats(person))
    return Contribution.objects.filter(Q(author__person=person) | under_seat)


def _words(person: Person, *, keeps_words: bool) -> list[str]:
    """Withdraw what they said, or leave it without a name; earlier wordings go either way. Returns files to delete."""
    mine = _said(person).select_related("author", "dialogue__community")
    left = [str(one.sound) for one in mine if one.sound and not keeps_words]
    if not keeps_words:
        for one in mine.exclude(standing=Contribution.Standing.WITHDRAWN):
            changing.take_out(said=one, by=one.author)
    Revision.objects.filter(contribution__in=mine).delete()
    mine.exclude(said_by="").update(said_by="")
    return left


def _news(person: Person, names: list[str], *, keeps_words: bool) -> None:
    """Their stories and initiatives: what readers see stays without a name, the rest goes with whoever wants that.

    A picture is credited to them no more; why they declined an assignment is theirs to take along.
    """
    stories = Story.objects.filter(author__person=person)
    for shown in Photograph.objects.filter(story__in=stories).select_related("story__community"):
        if any(shown.credit.strip().casefold() == name.strip().casefold() for name in names):
            shown.credit = somebody(shown.story.community.default_language)
            shown.save(update_fields=["credit"])
    if keeps_words:
        return
    for story in stories:
        newsroom.take_out(story=story)
    for initiative in Initiative.objects.filter(added_by__person=person):
        initiatives.take_out(initiative=initiative)
    Assignment.objects.filter(membership__person=person).update(reason="")


def _seats(person: Person) -> list[str]:
    """A seat stays, since a panel had so many; nothing on it says whose it was."""
    left = []
    for seat in _their_seats(person).select_related("dialogue__community"):
        left += [str(seat.portrait)] if seat.portrait else []
        seat.name = somebody(seat.dialogue.community.default_language)
        seat.email = seat.title = seat.opening = seat.opening_html = ""
        seat.portrait, seat.organisation = "", None
        seat.save()
        close(subject=SUBJECTS[Seat], subject_id=seat.pk, community_id=seat.community_id)
    return left


def _rows(person: Person, *, keeps_words: bool) -> list[str]:
    """Delete or empty the rest as `HOLDINGS` says. Returns files to delete."""
    Flag.objects.filter(by__person=person).update(note="")
    Invitation.objects.filter(Q(email__iexact=person.email) | Q(accepted_by__person=person)).delete()
    exports.forget(list(PersonalExport.objects.filter(person=person)))
    browsers = _browsers(person)
    KeptDraft.objects.filter(browser__in=browsers).delete()
    authors = [f"person:{person.pk}", *(f"browser:{one}" for one in browsers)]
    for keys in (OnceKey, NetworkOnceKey):
        keys.objects.filter(author__in=authors).delete()
    SignInCode.objects.filter(email__iexact=person.email).delete()
    sessions.end_all(person)
    for correspondent in Correspondent.objects.filter(person=person):
        # What was paid to them stays in the books, under a number.
        correspondent.public_name, correspondent.about = f"#{correspondent.pk}", ""
        correspondent.shown, correspondent.beats = False, []
        correspondent.save()
        correspondent.tongues.all().delete()
    left: list[str] = []
    for holding in HOLDINGS:
        if holding.fate_where(keeps_words=keeps_words) is Fate.GONE:
            rows = holding.rows_of(person)
            for field in holding.model._meta.local_fields:
                if isinstance(field, FileField):
                    left += filter(None, rows.values_list(field.name, flat=True))
            rows.delete()
    return left


def _mails(person: Person, names: list[str], said: Iterable[int]) -> None:
    """Mails to them go; of mails to others that name them or tell what they said, the words go, sent or not."""
    Message.objects.filter(Q(to__iexact=person.email) | Q(person_id=person.pk)).delete()
    Suppression.objects.filter(address__iexact=person.email).delete()
    wrote = Q(once__in=[f"contribution:{pk}" for pk in said]) | Q(reply_to__iexact=person.email)
    naming = Message.objects.filter(wrote | Q(pk__in=_calling(names)))
    naming.filter(state=Message.State.QUEUED, attempted_at=None).update(
        state=Message.State.FAILED, trouble="withdrawn: what it speaks of is no longer there"
    )
    naming.update(subject="", text="", html="", reply_to="", attachments=[])


def _calling(names: list[str]) -> list[int]:
    """The numbers of the mails that call somebody by one of these names; the database finds those worth reading."""
    perhaps = Q(pk=None)
    for name in names:
        how = "contains" if calling.is_short(name) else "icontains"
        for one in calling.spellings(name.strip()):
            for field in TELLING:
                perhaps |= Q(**{f"{field}__{how}": one})
    rows = Message.objects.filter(perhaps).values_list("pk", *TELLING).iterator()
    return [pk for pk, *told in rows if any(calling.calls(text, names) for text in told)]


def _nameless(member: Membership) -> None:
    member.name = somebody(member.community.default_language)
    member.about = member.place = member.organisation = member.blocked_because = ""
    member.portrait, member.roles = "", []
    member.left_at = member.left_at or clock.now()
    member.mail_consent_at = member.listed_at = member.waits_since = member.rules_accepted_at = None
    member.save()
    close(subject=ProfileSubject(), subject_id=member.pk, community_id=member.community_id)


def _account(person: Person) -> None:
    person.email = f"erased-{person.pk}@erased.invalid"
    person.name, person.time_zone = "", "UTC"
    person.reads, person.writes, person.network_roles = [], [], []
    person.is_active = False
    person.set_unusable_password()
    person.save()
    record("exchange.person_erased", person)


def somebody(language: str) -> str:
    """What stands in the place of a name, in a community's own language."""
    with translation.override(interface_for(language)):
        return _("Somebody who left")


def _browsers(person: Person) -> list[str]:
    """The browsers they were signed in with, by their sessions, which end here."""
    found: list[Any] = []
    keys = UserSession.objects.filter(user=person).values_list("session_key", flat=True)
    for session in Session.objects.filter(expire_date__gt=clock.now()):
        data = session.get_decoded()
        if session.session_key in keys or data.get("_auth_user_id") == str(person.pk):
            found.append(data.get(BROWSER))
            session.delete()
    return [one for one in found if one]

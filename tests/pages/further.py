"""The rest of the walk: pages on which somebody acts, and those of one's own account."""

from __future__ import annotations

import re
from collections.abc import Callable

from palabre.communities.models import Community
from palabre.dialogues.queries import panel
from palabre.kit import tenancy
from palabre.kit.testing.cast import model
from palabre.mail import stopping
from tests.pages.lived_in import ARRIVING, KEYED, PASSWORD, SECURED, WAITING
from tests.pages.walk import Place, desk_pages, one, public_pages, somebody

BARE = "localhost"


def acting_pages() -> list[Place]:
    """Pages on which members, hosts, moderators and managers act."""
    salon, circle = (Community.objects.get(blueprint=b) for b in ("salon", "circle"))
    manager, moderator = somebody(salon, "manager"), somebody(salon, "moderator")
    return [
        *_speaking(salon, manager),
        *_panel(salon, manager),
        *_hosting(salon, manager),
        *_managing(salon, manager),
        *_moderating(salon, moderator),
        *_sharing(salon),
        Place("channel", circle.host, f"/channels/{one('dialogues.Channel', circle).slug}/"),
        Place("earlier rules", circle.host, "/rules/1/"),
    ]


def _speaking(salon: Community, manager: str) -> list[Place]:
    """One's own words, and what hosts do with somebody's."""
    changed = one("dialogues.Contribution", salon, edited_at__isnull=False)
    carried = one("dialogues.Contribution", salon, taken_down_by__isnull=False, dialogue__noted_state="open")
    opened = one("dialogues.Dialogue", salon, pk=changed.dialogue_id)
    author, carrier = (_mail(salon, member) for member in (changed.author_id, carried.taken_down_by_id))
    seat = one("dialogues.Seat", salon, dialogue=opened, kind="panelist", membership__isnull=False)
    words = f"/contributions/{changed.pk}/"
    draft = (f"/dialogues/{opened.slug}/speak/", (("text", "We would rather pay by the bucket."),))
    return [
        Place("speaking", salon.host, f"/dialogues/{opened.slug}/speak/"),
        Place("change", salon.host, f"{words}change/", author),
        Place("language of words", salon.host, f"{words}language/", author),
        Place("taking back", salon.host, f"{words}withdraw/", author),
        Place("wordings", salon.host, f"{words}wordings/"),
        Place("flag", salon.host, f"/report/dialogues.contribution/{changed.pk}/", manager),
        Place("flagged", salon.host, "/report/thanks/", manager),
        Place("receipt", salon.host, f"/contributions/{carried.pk}/receipt/", carrier),
        Place("taking back by code", salon.host, "/take-back/"),
        Place("pick", salon.host, f"{words}pick/", manager),
        Place("welcome", salon.host, f"{words}welcome/", manager),
        Place("gloss", salon.host, f"{words}gloss/", manager),
        Place("fresh", salon.host, f"/dialogues/{opened.slug}/fresh/", author),
        Place("notes", salon.host, f"/dialogues/{opened.slug}/notes/"),
        Place("words of a seat", salon.host, f"/seats/{seat.pk}/said/"),
        Place("framing", salon.host, f"/dialogues/{opened.slug}/framing/"),
        Place("beside the questions", salon.host, f"/dialogues/{opened.slug}/apart/"),
        Place("sending in", salon.host, f"/dialogues/{opened.slug}/shelf/", author),
        Place("join", salon.host, "/join/", ARRIVING),
        Place("join with a draft", salon.host, "/join/", ARRIVING, draft),
        Place("sign-in with a draft", salon.host, "/sign-in/", first=draft),
        Place("code", salon.host, "/sign-in/code/", first=("/sign-in/", (("email", author),))),
        Place("waiting", salon.host, "/join/", WAITING),
        Place("leaving", salon.host, "/me/leave/", author),
        Place("language", salon.host, "/language/", author),
        Place("signing out", salon.host, "/sign-out/", author),
        Place("sessions", salon.host, "/me/", author),
    ]


def _sharing(salon: Community) -> list[Place]:
    """Where the address of a page is passed on."""
    cities = Community.objects.get(blueprint="cities")
    heard = one("dialogues.Synthesis", salon, published_at__isnull=False)
    archived = one("dialogues.Dialogue", salon, pk=heard.dialogue_id)
    said = one("dialogues.Contribution", salon, dialogue=archived, standing="public")
    story = one("newsroom.Story", cities, state="published")
    initiative = one("initiatives.Initiative", cities, standing="public")
    theme = one("newsroom.Theme", cities, opens_on__isnull=False)
    shared = [
        ("a dialogue", salon, f"/dialogues/{archived.slug}/"),
        ("what was heard", salon, f"/dialogues/{archived.slug}/heard/"),
        ("a contribution", salon, f"/contributions/{said.pk}/"),
        ("a theme", cities, f"/{theme.code}/"),
        ("a story", cities, f"/stories/{story.slug}/"),
        ("an initiative", cities, f"/initiatives/{initiative.slug}/"),
    ]
    return [Place(f"sharing {what}", community.host, f"{path}share/") for what, community, path in shared]


def _panel(salon: Community, manager: str) -> list[Place]:
    with tenancy.community(salon):
        seats = model("dialogues.Seat").objects.select_related("dialogue__community", "asked__round")
        seats = seats.filter(dialogue__noted_state="open", kind="panelist").order_by("pk")
        own = seats.filter(membership__isnull=False).first()
        silent = next(seat for seat in seats if seat.reminded_at is None and panel.may_be_reminded(seat))
    token = re.findall(r"/panel/([\w-]+)/", _mails(salon))[0]
    return [
        Place("panel by link", salon.host, f"/panel/{token}/"),
        Place("invitation", salon.host, f"/invitation/{token}/"),
        Place("own seat", salon.host, f"/seats/{own.pk}/", _mail(salon, own.membership_id)),
        Place("changing a seat", salon.host, f"/seats/{own.pk}/words/", _mail(salon, own.membership_id)),
        Place("reminder", salon.host, f"/seats/{silent.pk}/remind/", manager),
    ]


def _hosting(salon: Community, manager: str) -> list[Place]:
    opened = one("dialogues.Dialogue", salon, noted_state="open")
    outcome = one("dialogues.Outcome", salon)
    coming = one("dialogues.Round", salon, dialogue=opened, opens_on__isnull=True)
    desk = f"/dialogues/{opened.slug}/host/"
    return [
        Place("who waits for an answer", salon.host, f"{desk}waiting/", manager),
        Place("dates", salon.host, f"{desk}days/", manager),
        Place("saying", salon.host, f"{desk}words/", manager),
        Place("asking", salon.host, f"{desk}ask/", manager),
        Place("coming questions", salon.host, f"/rounds/{coming.pk}/", manager),
        Place("seat", salon.host, f"{desk}seat/", manager),
        Place("note of the day", salon.host, f"{desk}wrap/", manager),
        Place("shelf", salon.host, f"{desk}shelf/", manager),
        Place("all findings", salon.host, f"{desk}findings/", manager),
        Place("finding", salon.host, f"{desk}heard/", manager),
        Place("sending an outcome", salon.host, f"{desk}outcome/", manager),
        Place("answer to an outcome", salon.host, f"/outcomes/{outcome.pk}/answer/", manager),
        Place("new channel", salon.host, "/channels/new/", manager),
        Place("welcomes", salon.host, "/welcomes/", manager),
        Place("opening a city", salon.host, "/cities/new/", manager),
        Place("city one speaks from", salon.host, "/me/city/", manager),
    ]


def _managing(salon: Community, manager: str) -> list[Place]:
    with tenancy.community(salon):
        members = model("communities.Membership").objects.filter(community=salon)
        waits = members.get(waits_since__isnull=False)
    stop = stopping.Stop(salon.pk, waits.person_id, "digest", WAITING)
    return [
        Place("invite", salon.host, "/members/manage/invite/", manager),
        Place("a member's roles", salon.host, f"/members/manage/{members_other(salon, manager)}/", manager),
        Place("newcomer", salon.host, f"/members/manage/{waits.pk}/newcomer/", manager),
        Place("figure's list", salon.host, "/figures/cities/?first=2026-01-01&last=2027-12-31", manager),
        Place("muting", salon.host, f"/members/{members_other(salon, manager)}/mute/", manager),
        Place("proposing an initiative", salon.host, "/initiatives/new/", manager),
        Place("stopping mail", salon.host, f"/mail/stop/{stopping.token(stop, salon.host)}/"),
    ]


def members_other(community: Community, email: str) -> int:
    """Somebody else's number among the members."""
    return int(one("communities.Membership", community, roles=["member"]).pk)


def _moderating(salon: Community, moderator: str) -> list[Place]:
    decision = one("moderation.Decision", salon, ground="advertises")
    waits = one("moderation.Standing", salon, state="pending")
    standing = one("moderation.Standing", salon, pk=decision.standing_id)
    hidden = one("dialogues.Contribution", salon, pk=standing.subject_id)
    return [
        Place("holds", salon.host, "/moderation/holds/", somebody(salon, "manager")),
        Place("moderation log", salon.host, "/moderation/log/"),
        Place("decide", salon.host, f"/moderation/{waits.pk}/", moderator),
        Place("verdict", salon.host, f"/moderation/decision/{decision.pk}/", _mail(salon, hidden.author_id)),
    ]


def newsroom_pages() -> list[Place]:
    """Pages of the desk and of correspondents."""
    cities = Community.objects.get(blueprint="cities")
    editor = somebody(cities, "editor")
    out = one("newsroom.Story", cities, state="published", assignment__isnull=False)
    theme = one("newsroom.Theme", cities)
    initiative = one("initiatives.Initiative", cities)
    asked = one("network.Assignment", cities, pk=out.assignment_id)
    writer = _mail(cities, asked.membership_id)
    story = f"/desk/stories/{out.pk}/"
    by_mail = _by_mail(cities)
    return [
        Place("story on the desk", cities.host, story, editor),
        Place("correction", cities.host, f"{story}correct/", editor),
        Place("withdrawing a story", cities.host, f"{story}withdraw/", editor),
        Place("version", cities.host, f"{story}version/?language=fr", editor),
        Place("photograph", cities.host, f"{story}photograph/", editor),
        Place("received", cities.host, f"{story}received/", writer),
        Place("new theme", cities.host, "/desk/themes/new/", editor),
        Place("what is shared", cities.host, f"/desk/themes/{theme.code}/shared/", editor),
        Place("checking an initiative", cities.host, f"/initiatives/{initiative.slug}/check/", editor),
        *by_mail,
    ]


def own_pages() -> list[Place]:
    """Pages on the bare host: one's account, one's data, passwords and second factors."""
    salon = Community.objects.get(blueprint="salon")
    member = somebody(salon, "member")
    seen = {"account": "/me/", "export": "/me/export/", "erase": "/me/erase/", "language": "/language/"}
    secured = {
        "security": "",
        "recovery codes": "recovery-codes/",
        "new recovery codes": "recovery-codes/generate/",
        "no more app": "totp/deactivate/",
        "again by code": "reauthenticate/",
        "add a passkey": "webauthn/add/",
    }
    passkeys = {
        "again by passkey": "reauthenticate/",
        "passkeys": "",
        "no more passkey": "keys/{}/remove/",
        "name of a passkey": "keys/{}/edit/",
    }
    stop = stopping.token(stopping.Stop(None, None, "notice", WAITING), BARE)
    half = ("/sign-in/password/", (("login", SECURED), ("password", PASSWORD)))
    again = ("/me/again/", (("password", PASSWORD),))
    key = model("mfa.Authenticator").objects.get(user__email=KEYED, type="webauthn").pk
    return [
        *[Place(name, BARE, path, member) for name, path in seen.items()],
        Place("code to erase", BARE, "/me/erase/", WAITING, ("/me/erase/", (("words", "keep"),))),
        Place("opening a community", BARE, f"/me/open/{salon.host}/", member),
        Place("bare sign-in", BARE, "/sign-in/"),
        Place("bare code", BARE, "/sign-in/code/", first=("/sign-in/", (("email", member),))),
        Place("password", BARE, "/sign-in/password/"),
        Place("inactive", BARE, "/me/inactive/"),
        Place("first password", BARE, "/me/password/set/", member),
        Place("new app", BARE, "/me/security/totp/activate/", member),
        Place("second factor", BARE, "/me/security/authenticate/", first=half),
        *[Place(name, BARE, f"/me/security/{path}", SECURED, again) for name, path in secured.items()],
        *[
            Place(n, BARE, f"/me/security/webauthn/{path.format(key)}", KEYED, again)
            for n, path in passkeys.items()
        ],
        Place("again", BARE, "/me/again/", SECURED),
        Place("change password", BARE, "/me/password/change/", SECURED),
        Place("bare signing out", BARE, "/sign-out/", member),
        Place("stopping the network's mail", BARE, f"/mail/stop/{stop}/"),
        Place("missing on the bare host", BARE, "/no-such-page/"),
    ]


def demo_pages() -> list[Place]:
    """What the demo adds to every host: its doors, its outbox with a mail in it, the story a correspondent may send."""
    with tenancy.everywhere(reason="the demo shows everybody's mail"):
        mail = model("mail.Message").objects.filter(kind="assignment").order_by("-pk").first()
    paths = {
        "demo": "/demo/",
        "outbox": "/demo/outbox/",
        "mail": f"/demo/outbox/{mail.pk}/",
        "story to send": "/demo/story/",
    }
    return [Place(name, BARE, path) for name, path in paths.items()]


_REPLY = r"/assignments/(\d+)/reply/([\w-]+)/"


def _by_mail(cities: Community) -> list[Place]:
    """What the mail to a correspondent leads to, without signing in."""
    found = {}
    for number, token in re.findall(_REPLY, _mails(cities)):
        state = one("network.Assignment", cities, pk=int(number)).state
        found.setdefault(state, f"/assignments/{number}/{{}}/{token}/")
    return [
        Place("reply", cities.host, found["offered"].format("reply")),
        Place("filing by mail", cities.host, found["accepted"].format("file")),
        Place("photograph by mail", cities.host, found["completed"].format("file") + "photograph/"),
    ]


def _mails(community: Community) -> str:
    """All the mail of a community, the latest first."""
    with tenancy.community(community):
        rows = model("mail.Message").objects.filter(community_id=community.pk).order_by("-pk")
        return "\n".join(rows.values_list("text", flat=True))


def _mail(community: Community, membership: int) -> str:
    return str(one("communities.Membership", community, pk=membership).person.email)


Kind = Callable[[], list[Place]]
KINDS: tuple[Kind, ...] = (public_pages, desk_pages, acting_pages, newsroom_pages, own_pages, demo_pages)
"""Every page of the walk, by who opens them."""

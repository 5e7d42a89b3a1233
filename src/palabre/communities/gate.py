"""What stands between a form that was sent and its view: blocked, waiting, new rules, too often, signed out meanwhile.

Nothing of what was written is lost: the page that answers holds all of it, visibly, in a form that sends it again to
the same address, under the same one-time key.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.communities import proofs, queries
from palabre.communities import rules as may
from palabre.communities.actions.ruling import accept_rules
from palabre.communities.models import Community, Membership, Rules
from palabre.people import counts

AGREED = "agrees_to_rules"
# Rooms in which one writes for others; what concerns oneself alone (profile, leaving, signing out) is always open.
WRITING = frozenset({"dialogues", "moderation", "network", "newsroom", "initiatives", "insights", "portal"})
# Taking one's words back and asking another moderator to look again are open to everybody at any time.
ALWAYS = frozenset({"dialogues_withdraw", "dialogues_take_back", "moderation_verdict"})
SHORT = 60


def stop(request: Any) -> HttpResponse | None:
    """The answer where this form may not go on to its view, else None; asked inside the community."""
    member: Membership | None = request.membership
    name = request.resolver_match.url_name or "" if request.resolver_match else ""
    if request.method != "POST" or member is None or name.partition("_")[0] not in WRITING or name in ALWAYS:
        return None
    if member.blocked_at is not None:
        return _page(request, 403, title=_("You can read here, and not write"), blocked=member)
    if member.waits_since is not None:
        lede = _("A manager of this community has not let you in yet. We write to you when they have.")
        return _page(request, 403, title=_("Not yet"), lede=lede)
    return _rules_first(request, member)


def is_behind(community: Community, member: Membership) -> bool:
    """Whether a wording holds that this member has not agreed to."""
    return may.is_behind(member, queries.current_rules(community))


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """429, with the time to wait and everything that was sent."""
    answer = _page(request, 429, title=_("A little later, please"), lede=counts.sentence(seconds), again=True)
    answer["Retry-After"] = str(seconds)
    return answer


def lost_their_session(request: Any) -> bool:
    """Whether words were sent, by nobody who is signed in, to where there is nothing for such a one.

    So it is whatever they were sent to, there or not: the answer tells a stranger nothing.
    """
    return request.method == "POST" and request.person is None and bool(_pairs(request.POST, long=True))


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """404 as for whoever is not signed in, with everything that was sent and the way to sign in beside it."""
    lede = _("Nothing is lost: what you wrote is below. Sign in, then send it again from here.")
    sign_in = reverse("people_sign_in")
    return _page(request, 404, title=_("You are not signed in"), lede=lede, again=True, sign_in=sign_in)


def _rules_first(request: Any, member: Membership) -> HttpResponse | None:
    rules = queries.current_rules(request.community)
    if rules is None or not may.is_behind(member, rules):
        return None
    if request.POST.get(AGREED) == str(rules.number):
        accept_rules(rules=rules, by=member)
        return None
    return _page(request, 409, title=_("The rules of this community have changed"), rules=rules, again=True)


def _page(request: Any, status: int, *, title: str, **context: Any) -> HttpResponse:
    rules: Rules | None = context.get("rules")
    is_sent = request.method == "POST"
    sent = request.POST if is_sent else request.GET
    has_files = bool(request.FILES)
    shown = {
        "title": title,
        "method": "post" if is_sent else "get",
        "written": _pairs(sent, long=True) if is_sent else [],
        # What is asked of a page stands in its address, and nobody wrote it to be kept.
        "hidden": _pairs(sent, long=False) + ([] if is_sent else _pairs(sent, long=True)),
        "has_files": has_files,
        # A chosen file cannot be put into a form again: agree first, then send from the page before.
        "action": reverse("communities_rules") if has_files and rules else request.get_full_path(),
        "agreed": AGREED,
        **context,
    }
    return render(request, "communities/gate.html", shown, status=status)


def _pairs(sent: QueryDict, *, long: bool) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in sent.lists()
        for value in values
        if name != AGREED and isinstance(value, str) and _is_written(name, value) == long
    ]


def _is_written(name: str, value: str) -> bool:
    """Whether it reads as words: a browser's proof is long, and nobody wrote it; an answer may be one word."""
    said = value.strip()
    is_words = name == "text" or len(said) > SHORT or any(sign.isspace() for sign in said)
    return name != proofs.FIELD and bool(said) and is_words

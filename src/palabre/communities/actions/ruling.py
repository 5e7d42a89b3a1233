"""A community's own rules: publishing a wording, agreeing to it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.chronicle.entries import record
from palabre.communities import rules as may
from palabre.communities.models import Community, Membership, Rules
from palabre.communities.refusals import Refusal
from palabre.kit import clock
from palabre.kit.text.markdown import render
from palabre.kit.text.tidy import tidy


@transaction.atomic
def publish_rules(*, community: Community, text: str, by: Membership) -> Rules:
    """Have a new wording hold, in the community's own language; who wrote it agrees to it. Raises `Refusal`.

    The same text again is no new wording.
    """
    if not may.may_manage(by):
        raise Refusal(_("Only a manager can do that."))
    # The community's row is held, so that two wordings at once get two numbers.
    Community.objects.select_for_update().get(pk=community.pk)
    before = Rules.objects.filter(community=community).order_by("-number").first()
    words = tidy(text)
    if before is not None and before.text == words:
        return before
    made = Rules.objects.create(
        community=community,
        number=before.number + 1 if before else 1,
        text=words,
        html=render(words),
        language=community.default_language,
        published_at=clock.now(),
        published_by=by,
    )
    record("communities.rules_published", made, by=by, number=made.number)
    accept_rules(rules=made, by=by)
    return made


@transaction.atomic
def accept_rules(*, rules: Rules, by: Membership) -> None:
    """Agree to a wording; agreeing again, or to an older one, changes nothing."""
    if by.rules_accepted >= rules.number:
        return
    by.rules_accepted, by.rules_accepted_at = rules.number, clock.now()
    by.save(update_fields=["rules_accepted", "rules_accepted_at"])
    record("communities.rules_accepted", rules, by=by, number=rules.number)

"""One community with something of everything in it, in every standing, made by the rooms' own actions."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from palabre.communities.actions import memberships
from palabre.communities.models import Community, JoinQuestion, KeptDraft, Membership, Rules
from palabre.dialogues.actions import attending, changing, channels, hosting, speaking
from palabre.dialogues.actions.caring import pick
from palabre.dialogues.models import Contribution, Dialogue, Resource, Wrap
from palabre.dialogues.subject import ContributionSubject
from palabre.initiatives.models import Initiative
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast, model
from palabre.moderation import actions as moderating
from palabre.network.actions import assigning
from palabre.network.models import Correspondent
from palabre.newsroom.actions import after, filing
from palabre.portal.tests import filled
from tests.threats.heard import heard_dialogue

SALON, CIRCLE, BARE = "salon.localhost", "circle.localhost", "localhost"
# What nobody but its owner, its author or the keepers may read; each stands in one row alone.
STANDINGS = ("pending", "hidden", "removed", "withdrawn")


class World:
    """The salon, filled: `world.at` names what is in it; people are the cast's, and some in between."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cast = Cast()
        self.community: Community = self.cast.salon
        self.at = SimpleNamespace()
        self._people()
        with tenancy.community(self.community):
            self._talk()
            self._judged()
            self._around()
            self._news()
            self._house()
            self._named()

    def _named(self) -> None:
        """What the addresses lead to, by other names."""
        self.at.later_round, self.at.member = self.at.later, self.member("farid")
        self.at.waiting_member = self.member("wen")
        self.at.outcome = model("dialogues.Outcome").objects.get(dialogue=self.at.heard)
        self.at.message = model("mail.Message").objects.order_by("-pk").first()

    def member(self, name: str) -> Membership:
        """What somebody is in the salon."""
        found: Membership = self.cast.membership(name, self.community)
        return found

    def person(self, name: str) -> Any:
        """Somebody by their first name."""
        return getattr(self.cast, name)

    def _people(self) -> None:
        for name, community, roles in (
            ("Blaise", self.cast.salon, ["member"]),
            ("Wen", self.cast.salon, []),
            ("Lena", self.cast.salon, ["member"]),
            ("Mei", self.cast.circle, ["member"]),
        ):
            person = self.cast.somebody(name)
            self.cast.join(person, community, roles)
        with tenancy.community(self.community):
            rows = Membership.objects.filter(community=self.community)
            rows.filter(name="Blaise").update(
                blocked_at=clock.now(), blocked_because="Because.", blocked_language="en"
            )
            rows.filter(name="Wen").update(waits_since=clock.now())
            memberships.leave(by=rows.get(name="Lena"))
            rows.filter(name="Farid").update(listed_at=clock.now())

    def _talk(self) -> None:
        dev, esi, farid, amina = (self.member(name) for name in ("dev", "esi", "farid", "amina"))
        self.at.channel = channels.open_channel(
            community=self.community, name="Wells", language="en", by=self.member("dev")
        )
        talk = filled.conversation(self.cast, self.community)
        Dialogue.objects.filter(pk=talk.pk).update(channel=self.at.channel)
        talk.refresh_from_db()
        hosting.seat(dialogue=talk, kind="host", name="Dev", language="en", membership=dev, by=dev)
        self.at.seat = hosting.seat(
            dialogue=talk, kind="panelist", name="Farid", language="fr", membership=farid, by=dev
        )
        self.at.asked_seat = hosting.seat(
            dialogue=talk,
            kind="panelist",
            name="Yara Haddad",
            language="ar",
            email="yara@example.org",
            by=dev,
        )
        self.at.later = hosting.ask(
            dialogue=talk, questions=[("Not yet asked?", "en")], opens_on=None, by=dev
        )
        self.at.dialogue, self.at.question = talk, talk.questions.get(number=1)
        self.at.said = self.say("esi", "First wording, squonk.")
        changing.change(said=self.at.said, text="The pump broke, then the committee.", language="en", by=esi)
        self.at.said.refresh_from_db()
        self.at.reply = self.say("farid", "And who repaired it?", answers=self.at.said)
        speaking.gloss(contribution=self.at.said, text="La pompe.", language="fr", by=dev)
        pick(contribution=self.at.said, pinned=True, by=dev)
        self.at.carried = speaking.carry(
            dialogue=talk,
            said_by="Grandmother",
            text="We carry water.",
            language="en",
            consent_language="en",
            city=None,
            by=amina,
            question=self.at.question,
            sound=default_storage.save("sounds/carried.ogg", ContentFile(b"OggS public sound")),
        )
        for held, slug in ((True, "held"), (False, "call")):
            made = filled.conversation(self.cast, self.community, title=f"The {slug} one")
            Dialogue.objects.filter(pk=made.pk).update(held=held, format="salon" if held else "call")
            setattr(self.at, f"{slug}_dialogue", made)
        self.at.heard = heard_dialogue(self.cast, self.community)

    def say(self, who: str, text: str, answers: Any = None) -> Contribution:
        """Something said in the open dialogue. Inside the community."""
        return speaking.contribute(
            dialogue=self.at.dialogue,
            question=self.at.question,
            text=text,
            by=self.member(who),
            language="en",
            page_language="en",
            answers=answers,
        )

    def _judged(self) -> None:
        carla, esi = self.member("carla"), self.member("esi")
        subject = ContributionSubject()
        self.at.judged = {}
        for standing in STANDINGS:
            said = self.say("esi", f"Draught of the {standing} one.")
            changing.change(said=said, text=f"Words that are {standing}, vexgrum.", language="en", by=esi)
            speaking.gloss(contribution=said, text=f"Glose {standing}.", language="fr", by=self.member("dev"))
            if standing == "pending":
                moderating.hold(community=self.community, subject=subject, subject_id=said.pk, reason="link")
            elif standing == "withdrawn":
                changing.withdraw(said=said, by=esi)
            else:
                self._take_down(said, standing, carla)
            said.refresh_from_db()
            self.at.judged[standing] = said
        moderating.flag(
            community=self.community,
            subject=subject,
            subject_id=self.at.said.pk,
            reason="hurts",
            note="A note of a reporter.",
            language="en",
            by=self.member("farid"),
        )
        self.at.standing = model("moderation.Standing").objects.get(subject_id=self.at.said.pk)

    def _take_down(self, said: Contribution, state: str, by: Membership) -> None:
        subject = ContributionSubject()
        report = moderating.flag(
            community=self.community,
            subject=subject,
            subject_id=said.pk,
            reason="hurts",
            note=f"Reported as {state}.",
            language="en",
            by=self.member("farid"),
        )
        decision = moderating.decide(
            standing=report.standing,
            subject=subject,
            state=state,
            language="en",
            by=by,
            ground="hurts",
            reason=f"A reason why it is {state}.",
        )
        if state == "hidden":
            moderating.appeal(
                decision=decision, text="I ask again, please.", language="en", by=self.member("esi")
            )
        self.at.decision = decision

    def _around(self) -> None:
        esi, dev, talk = self.member("esi"), self.member("dev"), self.at.dialogue
        attending.keep_draft(
            dialogue=talk, place="", text="A draft of mine, zorble.", language="en", kind="", by=esi
        )
        Wrap.objects.create(
            community=self.community,
            dialogue=talk,
            text="So far.",
            html="<p>So far.</p>",
            language="en",
            by=dev,
            at=clock.now(),
        )
        for name, waits in (("shown", False), ("waiting", True)):
            file = default_storage.save(f"shelf/{name}.pdf", ContentFile(f"%PDF-{name}".encode()))
            made = Resource.objects.create(
                community=self.community,
                dialogue=talk,
                origin="field",
                title=f"The {name} paper",
                language="en",
                file=file,
                media_type="application/pdf",
                size=9,
                sent_by=esi,
                waits=waits,
                added_at=clock.now(),
            )
            setattr(self.at, f"{name}_paper", made)
        self.at.kept = KeptDraft.objects.create(
            community=self.community,
            browser="somebody",
            kind="dialogues.contribution",
            title="T",
            language="en",
            payload={},
            key="k" * 20,
            kept_at=clock.now(),
        )

    def _news(self) -> None:
        hub = filled.hub(self.community, "dhaka")
        filled.in_team(self.cast, self.community, "amina", "dhaka")
        self.at.hub, self.at.theme = hub, filled.theme(self.cast, self.community, "dhaka")
        later = clock.now() + timedelta(days=3)
        self.at.story = filled.story(self.cast, self.community, "dhaka", theme=self.at.theme)
        self.at.embargoed = filled.story(self.cast, self.community, "dhaka", number=2, publish_at=later)
        self.at.gone_story = filled.story(self.cast, self.community, "dhaka", number=3)
        after.withdraw(
            story=self.at.gone_story, reason="It was wrong.", language="en", by=self.member("bruno")
        )
        self.at.draft_story = filing.file_story(
            hub=hub,
            language="en",
            headline="Not published, quibbet",
            body="No.",
            dateline_place="Dhaka",
            dateline_on=date(2026, 11, 20),
            by=self.member("amina"),
        )
        self.at.initiative = filled.initiative(self.cast, self.community, "dhaka")
        self.at.hidden_initiative = filled.initiative(
            self.cast, self.community, "dhaka", name="A hidden undertaking"
        )
        Initiative.objects.filter(pk=self.at.hidden_initiative.pk).update(standing="hidden")
        Correspondent.objects.get_or_create(
            person=self.cast.amina, defaults={"public_name": "Amina", "currency": "NGN"}
        )
        self.at.assignment = assigning.offer(
            to=self.member("amina"),
            slugline="ferry",
            brief="Who helps whom?",
            language="en",
            due_at=clock.now() + timedelta(days=7),
            fee=Decimal(140),
            currency="NGN",
            hub=hub,
            by=self.member("bruno"),
        )

    def _house(self) -> None:
        from palabre.communities.actions import invite

        dev = self.member("dev")
        self.at.invitation = invite(
            community=self.community, email="new@example.org", roles=["member"], language="en", by=dev
        )
        JoinQuestion.objects.create(community=self.community, number=1, text="Why?", language="en")
        Rules.objects.create(
            community=self.community,
            number=1,
            text="Be kind.",
            html="<p>Be kind.</p>",
            language="en",
            published_at=clock.now(),
            published_by=dev,
        )
        Membership.objects.filter(community=self.community).update(
            rules_accepted=1, rules_accepted_at=clock.now()
        )

"""What the demo lacks for the walk: somebody who waits, an earlier wording, a seat by mail, a second factor.

Everything is done through the rooms' own actions, once for each worker's copy of the demo.
"""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from palabre.communities import actions as members
from palabre.communities.models import Community
from palabre.communities.queries import join_questions
from palabre.dialogues.actions import changing, channels, hosting, panel, speaking
from palabre.kit import tenancy
from palabre.kit.testing.cast import model
from palabre.moderation import actions as moderation
from palabre.moderation.subjects import subject_of

ARRIVING, WAITING, SECURED, KEYED, INVITED = (
    f"{name}@example.org" for name in ("arriving", "waiting", "secured", "keyed", "noor")
)
PASSWORD = "seven doors and a well"
_SECRET = "JBSWY3DPEHPK3PXP"


def live() -> None:
    """Let a few days happen in the demo's communities."""
    salon, circle = (Community.objects.get(blueprint=blueprint) for blueprint in ("salon", "circle"))
    people = {email: _person(email) for email in (ARRIVING, WAITING, SECURED, KEYED)}
    kinds = Authenticator.Type
    _secure(
        people[SECURED],
        {kinds.TOTP: {"secret": _SECRET}, kinds.RECOVERY_CODES: {"seed": "words", "used_mask": 0}},
    )
    _secure(people[KEYED], {kinds.WEBAUTHN: {"name": "The blue key", "credential": _credential()}})
    with tenancy.community(salon):
        manager = _member(salon, "manager")
        members.set_joining(community=salon, approves=True, questions=["What brings you here?"], by=manager)
        (asked,) = join_questions(salon)
        members.join(
            community=salon,
            by=people[WAITING],
            name="Tendai Moyo",
            language="en",
            accepts_rules=True,
            answers={asked: "I drive a bus, and I have opinions about stops."},
        )
        _talk(salon, manager)
    with tenancy.community(circle):
        manager = _member(circle, "manager")
        for text in ("Be kind.", "Be kind, and say which city you speak of."):
            members.publish_rules(community=circle, text=text, by=manager)
        channel = channels.open_channel(
            community=circle,
            name="Stopping well",
            language="en",
            note="What one gave up, and why.",
            by=manager,
        )
        model("dialogues.Dialogue").objects.filter(community=circle).update(channel=channel)


def _talk(salon: Community, manager: Any) -> None:
    """Somebody says it otherwise, somebody's words are taken down, somebody is asked to the panel by mail."""
    opened = model("dialogues.Dialogue").objects.get(community=salon, noted_state="open", format="salon")
    question = opened.questions.filter(round__opens_on__isnull=False).order_by("number").first()
    speaker = _member(salon, "member")
    said = speaking.contribute(
        dialogue=opened,
        text="We count the buckets on Mondays.",
        question=question,
        by=speaker,
        language="en",
        page_language="en",
    )
    changing.change(
        said=said, text="We count the buckets on Mondays and on Fridays.", language="en", by=speaker
    )
    hidden = speaking.contribute(
        dialogue=opened,
        text="Buy your buckets from my cousin, today only.",
        question=question,
        by=speaker,
        language="en",
        page_language="en",
    )
    subject = subject_of("dialogues.contribution")
    assert subject is not None
    standing = moderation.hold(community=salon, subject=subject, subject_id=hidden.pk, reason="flagged")
    moderation.decide(
        standing=standing,
        subject=subject,
        state="hidden",
        ground="advertises",
        reason="This is an advertisement.",
        language="en",
        by=_member(salon, "moderator"),
    )
    hosting.ask(dialogue=opened, questions=[("And what did it cost?", "en")], opens_on=None, by=manager)
    panel.seat(
        dialogue=opened,
        kind="panelist",
        name="Noor Haddad",
        language="fr",
        email=INVITED,
        asked=question,
        put=[said],
        by=manager,
    )


def _person(email: str) -> Any:
    name = email.partition("@")[0].title()
    return model("people.Person").objects.create_user(email, name=name, reads=["en"], writes=["en"])


def _secure(person: Any, proofs: dict[str, dict[str, Any]]) -> None:
    """Give somebody a password and second proofs."""
    person.set_password(PASSWORD)
    person.save()
    for kind, data in proofs.items():
        Authenticator.objects.create(user=person, type=kind, data=data)


def _credential() -> dict[str, Any]:
    """What a security key says when it is added, with a key made for this."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    kept = AttestedCredentialData.create(Aaguid.NONE, b"the blue key", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(hashlib.sha256(b"localhost").digest(), flags, 0, kept)
    answer = {
        "clientDataJSON": websafe_encode(
            b'{"type":"webauthn.create","challenge":"","origin":"http://localhost"}'
        ),
        "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
    }
    number = websafe_encode(kept.credential_id)
    return {"id": number, "rawId": number, "type": "public-key", "response": answer}


def _member(community: Community, role: str) -> Any:
    rows = model("communities.Membership").objects.filter(community=community, left_at=None)
    return next(one for one in rows.select_related("person", "community").order_by("pk") if one.has(role))

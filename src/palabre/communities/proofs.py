"""That a stranger's form was not sent by a machine by the thousand: altcha's proof of work, without cookie or picture.

The browser asks for a challenge (`challenge`), does a small sum while one writes (`proof.js`), and sends what it found
with the form, in the field `altcha`. `shown` says whether that is a good one. A form without one is kept all the same:
what became of it is for the room above to say (a dialogue's answer is then read by a moderator first).

A challenge names nobody. Its keys hold for one community on its one host, it runs out after `LIFE`, and its answer is
good once: it is noted as used in the transaction of what it was shown for.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import altcha
from django.utils.crypto import salted_hmac

from palabre.communities.models import Community
from palabre.communities.requests import CommunityRequest
from palabre.kit import clock
from palabre.people import counts

FIELD = "altcha"
LIFE = timedelta(hours=1)
"""Longer than most answers take to write; the script asks for another one after half of it."""
LONGEST = 4_000
"""Characters of a proof; ours have some 700."""
ALGORITHM, ROUNDS = "PBKDF2/SHA-256", 5_000
# The answer is a number from here to there, so that nobody is out of luck and works ten times as long as others.
FEWEST, MOST = 100, 300


def challenge(community: Community) -> dict[str, Any]:
    """A fresh challenge, as JSON: the same for whoever asks, and never twice the same."""
    made = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=FEWEST + secrets.randbelow(MOST - FEWEST),
        expires_at=clock.now() + LIFE,
        hmac_secret=_key(community, "challenge"),
        hmac_key_secret=_key(community, "answer"),
    )
    return made.to_dict()


def shown(request: CommunityRequest) -> bool:
    """Whether this form came with a good proof, and use it up: true once for each challenge."""
    sent = request.POST.get(FIELD, "")
    return bool(sent) and is_good(request.community, sent)


def is_good(community: Community, sent: str) -> bool:
    """Whether this answers a challenge of this community's that has not run out, for the first time."""
    proof = _read(sent)
    if proof is None:
        return False
    known = altcha.verify_solution(
        proof, _key(community, "challenge"), hmac_key_secret=_key(community, "answer")
    )
    if not known.verified:
        return False
    # Signed by us from here on. The library tells time by the machine's clock alone.
    until = datetime.fromtimestamp(int(proof.challenge.parameters.expires_at or 0), UTC)
    return until > clock.now() and counts.is_first(f"altcha {proof.challenge.signature}", until)


def solve(given: dict[str, Any]) -> str:
    """The proof as a browser sends it. What the script does, for tests and for programs that may write."""
    asked = altcha.Challenge.from_dict(given)
    found = altcha.solve_challenge(asked)
    if found is None:
        raise TimeoutError("The challenge took longer than a minute and a half.")
    return altcha.Payload(asked, found).to_base64()


def _read(sent: str) -> altcha.Payload | None:
    """What a browser sent, or None where it is not even the shape of a proof."""
    if len(sent) > LONGEST:
        return None
    try:
        return altcha.Payload.from_base64(sent)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _key(community: Community, purpose: str) -> bytes:
    where = f"{community.pk}\n{community.host}"
    return salted_hmac(f"palabre.communities.proofs.{purpose}", where, algorithm="sha256").digest()

"""Telling somebody, on the page they come to, that what they just sent is saved.

The action's view marks the address it leads to, and that page's view reads the mark:

    return once.answer(request, lambda: saved.mark(address_of(said), f"answer-{said.pk}", by=request.membership))

    context["saved"] = saved.read(request)  # "answer-12", or "" where nothing was saved

The mark is signed for one member of one community. Whoever else opens the address, or writes a mark of their own into
it, reads no message; the page's template holds the sentence, never the address. Sending a form again leads to the same
address and so says again that it is saved, which it is.
"""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from palabre.communities.models import Membership

FIELD = "saved"


def mark(address: str, what: str, *, by: Membership) -> str:
    """The address with a mark that `what` (letters, digits and hyphens) was saved by this member."""
    page, hash_sign, fragment = address.partition("#")
    joined = "&" if "?" in page else "?"
    return f"{page}{joined}{FIELD}={_signer(by).sign(what)}{hash_sign}{fragment}"


def read(request: HttpRequest) -> str:
    """What the address says was saved by the one who reads; "" where it says nothing, or not to them."""
    membership: Membership | None = getattr(request, "membership", None)
    signed = request.GET.get(FIELD, "")
    if membership is None or not signed:
        return ""
    try:
        return _signer(membership).unsign(signed)
    except BadSignature:
        return ""


def _signer(membership: Membership) -> Signer:
    return Signer(sep="~", salt=f"palabre.saved:{membership.community_id}:{membership.pk}")

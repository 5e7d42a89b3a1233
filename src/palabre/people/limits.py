"""How often a thing may be asked, per address of the network and per what it is about.

Counted in the shared database cache, so that a limit holds across processes; the figures are in the settings
(`ACCOUNT_RATE_LIMITS`, where allauth keeps its own).
"""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest


def allows(request: HttpRequest, action: str, key: str = "") -> bool:
    """Count one more `action`; False where it is one too many. `key` is what it is about, such as an e-mail address."""
    return bool(ratelimit.consume(request, action=action, key=key.lower() or "-"))

"""How often a thing may be asked, per address of the network and per what it is about.

Counted in the shared database cache, so that a limit holds across processes; the figures are in the settings
(`ACCOUNT_RATE_LIMITS`, where allauth keeps its own).
"""

from __future__ import annotations

import math
import time

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as counting
from django.core.cache import cache
from django.http import HttpRequest

_APP = "allauth.account"


def allows(request: HttpRequest, action: str, key: str = "") -> bool:
    """Count one more `action`; False where it is one too many. `key` is what it is about, such as an e-mail address."""
    return bool(ratelimit.consume(request, action=action, key=key.lower() or "-"))


def seconds_to_wait(request: HttpRequest, action: str) -> int:
    """Count one more `action`, also where it is only a page asked for; 0, or the seconds until there is room again.

    A person signed in is counted by themselves (the figure `ACTION_person`), everybody else by their address: many
    share one.
    """
    signed_in = request.user.is_authenticated
    named = f"{action}_person" if signed_in else action
    if counting.consume(request, app=_APP, action=named, limit_get=True) is not None:
        return 0
    waits = []
    for rate in counting.get_rates(app=_APP, action=named):
        counted = cache.get(counting.get_cache_key(request, app=_APP, action=named, rate=rate), [])
        if len(counted) >= rate.amount:
            waits.append(counted[rate.amount - 1] + rate.duration - time.time())
    return max(1, math.ceil(max(waits, default=1)))

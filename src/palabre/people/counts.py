"""How often a thing may be done: per person, per address of the network, per community, and per what it is about.

The figures stand in the settings (`LIMITS`): `{"post": {"person": "300/h", "address": "1500/h"}}`.
Counted in a table of ours, in one statement: allauth's counters are locked one after the other and give up after a
second, which two hundred answers at once do not survive. A view says what it is with one line:

    @limited("post")
    @require_http_methods(["GET", "POST"])
    def speak(request, slug): ...

and `communities.gate` answers for it when it is once too often, with everything that was sent. It is counted before the
view's transaction begins, so that nobody waits for somebody else's answer to be written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.kit import clock
from palabre.kit.templatetags.palabre import digits
from palabre.people.models import Count

SPANS = {"m": 60, "h": 3600, "d": 86400}
ADD = """
INSERT INTO people_count (key, until, number) SELECT key, until, 1
FROM unnest(%s::text[], %s::timestamptz[]) AS one (key, until) ORDER BY key
ON CONFLICT (key, until) DO UPDATE SET number = people_count.number + 1 RETURNING key, number
"""


def limited(action: str, *, gets: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a view: each form sent to it (`gets`: each page asked of it) counts as one `action`."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.limited = (action, gets)  # type: ignore[attr-defined]
        return view

    return mark


def asked_of(view: Any, request: HttpRequest) -> str:
    """The action that this request to a view is, or "" where it is not counted."""
    action, gets = getattr(view, "limited", ("", False))
    return action if request.method == "POST" or (gets and request.method in ("GET", "HEAD")) else ""


def seconds_to_wait(request: HttpRequest, action: str, about: str = "") -> int:
    """Count one more `action`; 0, or the seconds until it may be done again.

    `about` is what it is about, such as an e-mail address. Raises KeyError for an action without figures.
    """
    counted = {
        _key(action, per, who): _span(figure)
        for per, figure in settings.LIMITS[action].items()
        for who in _who(request, per, about)
    }
    if not counted:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(ADD, [list(counted), [until for _most, until in counted.values()]])
        over = [counted[key][1] for key, number in cursor.fetchall() if number > counted[key][0]]
    return max((math.ceil((until - clock.now()).total_seconds()) for until in over), default=0)


def is_first(what: str, until: datetime) -> bool:
    """Note that this was done, and whether nobody had before; forgotten after `until`.

    Two at once: the second waits for the first's transaction, and is the first only where that came to nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(ADD, [[_key("once", what)], [until]])
        ((_key_of_it, number),) = cursor.fetchall()
    return bool(number == 1)


def sentence(seconds: int) -> str:
    """What somebody is told who has to wait so long."""
    if seconds < 60:
        span = ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": digits(seconds)}
    elif seconds <= 90 * 60:
        minutes = math.ceil(seconds / 60)
        span = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": digits(minutes)}
    else:
        hours = math.ceil(seconds / 3600)
        span = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": digits(hours)}
    return _("This was done often in a short time. You can do it again in %(span)s.") % {"span": span}


def purge() -> int:
    """Forget spans that are over; returns how many."""
    gone, _of = Count.objects.filter(until__lt=clock.now()).delete()
    return gone


def _who(request: HttpRequest, per: str, about: str) -> Iterator[str]:
    if per == "person" and request.user.is_authenticated:
        yield str(request.user.pk)
    elif per == "address":
        yield get_ip(request)
    elif per == "community" and getattr(request, "community", None) is not None:
        yield str(request.community.pk)  # type: ignore[attr-defined]
    elif per == "about" and about:
        yield about.lower()


def _span(figure: str) -> tuple[int, datetime]:
    """The most there may be, and when the present span ends."""
    most, _slash, unit = figure.partition("/")
    length = SPANS[unit]
    begun = int(clock.now().timestamp()) // length * length
    return int(most), datetime.fromtimestamp(begun, UTC) + timedelta(seconds=length)


def _key(*parts: str) -> str:
    # Keyed: an address of the network is soon found from a plain digest by trying them all.
    return salted_hmac("palabre.people.counts", "\n".join(parts), algorithm="sha256").hexdigest()

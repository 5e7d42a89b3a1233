"""`sitemap.xml` and `robots.txt`."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from palabre.communities import rules
from palabre.communities.addresses import absolute
from palabre.communities.requests import NetworkRequest
from palabre.exchange.crawlers import pages, sitemap
from palabre.exchange.crawlers.pages import Listed

PAGES_OF_A_FILE = 5_000
NOBODYS_FIND = ("/search/", "/me/", "/sign-in/", "/demo/", "/moderation/", "/take-back/")
"""Pages of one reader, or without end."""


@require_safe
def whole(request: NetworkRequest) -> HttpResponse:
    """All pages of an open community, or where their lists are; on the bare host, the network's front page."""
    community = request.community
    if community is None:
        return _xml(sitemap.urlset(None, [Listed("/")]))
    if not rules.is_open(community):
        raise Http404
    counted = pages.sizes(community)
    total = sum(counted)
    if total <= PAGES_OF_A_FILE:
        return _xml(sitemap.urlset(community, pages.window(community, 0, PAGES_OF_A_FILE, counted)))
    numbers = range(1, 1 + -(-total // PAGES_OF_A_FILE))
    return _xml(sitemap.index(absolute(community, f"/sitemap-{number}.xml") for number in numbers))


@require_safe
def part(request: NetworkRequest, number: int) -> HttpResponse:
    """One list of a community that has several; counted from 1."""
    community = request.community
    if community is None or not rules.is_open(community) or not 1 <= number <= 1_000_000:
        raise Http404
    found = pages.window(community, (number - 1) * PAGES_OF_A_FILE, PAGES_OF_A_FILE)
    if not found:
        raise Http404
    return _xml(sitemap.urlset(community, found))


@require_safe
def robots(request: NetworkRequest) -> HttpResponse:
    """Nothing of a demo or of a private community is to be found; of an open one, all but what is one reader's."""
    community = request.community
    if settings.DEMO or (community is not None and not rules.is_open(community)):
        lines = ["User-agent: *", "Disallow: /"]
    else:
        closed = [f"Disallow: {start}{path}" for path in NOBODYS_FIND for start in ("", "/*")]
        lines = ["User-agent: *", *closed, "", f"Sitemap: {absolute(community, '/sitemap.xml')}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _xml(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="application/xml; charset=utf-8")

"""A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from typing import Any

from palabre.communities.addresses import absolute
from palabre.communities.models import Community
from palabre.exchange.feeds.item import Feed, Item
from palabre.exchange.feeds.naming import tag_of

MEDIA_TYPE = "application/feed+json"


def json_feed(community: Community, feed: Feed) -> bytes:
    """The document."""
    said: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": feed.language,
        "authors": [{"name": feed.by}],
        "items": [_item(community, item) for item in feed.items],
    }
    if feed.following:
        said["next_url"] = feed.following
    return json.dumps(said, ensure_ascii=False).encode()


def _item(community: Community, item: Item) -> dict[str, Any]:
    said = {
        "id": tag_of(community, item.key),
        "url": absolute(community, item.path),
        "title": item.title,
        "content_html": item.html,
        "date_published": item.place.at.isoformat("T", "seconds"),
        "date_modified": item.updated.isoformat("T", "seconds"),
        "authors": [{"name": name} for name in item.authors],
        "language": item.language,
    }
    return said | ({"_palabre": {"taken_down_by": item.taken_down_by}} if item.taken_down_by else {})

"""What names a thing for ever, whatever its address becomes: a `tag:` URI (RFC 4151)."""

from __future__ import annotations

from urllib.parse import quote

from palabre.communities.models import Community


def tag_of(community: Community, key: str) -> str:
    """`tag:salon.example.org,2026-01-31:contributions/12`: the host, which was the community's on its first day."""
    return f"tag:{community.host},{community.founded_at:%Y-%m-%d}:{quote(key)}"

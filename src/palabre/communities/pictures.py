"""A community's stored pictures: each lies in its community's folder and is served on its host alone."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from palabre.communities.requests import CommunityRequest

FOR_EVER = "max-age=31536000, immutable"
# Seconds nginx may answer without asking us: a picture taken down, or a community closed, must be gone there soon.
KEPT_BY_PROXY = "600"


def folder_of(community: Any, kind: str) -> str:
    """Where a community's pictures of a kind lie: `c7/photographs`."""
    return f"c{community.pk}/{kind}"


@require_safe
def picture(request: CommunityRequest, path: str) -> HttpResponse:
    """A stored picture. Its address holds the hash of what it shows, so it never changes."""
    ours = path.startswith(f"c{request.community.pk}/") and path.endswith(".webp") and ".." not in path
    if not ours or not default_storage.exists(path):
        raise Http404
    answer = FileResponse(default_storage.open(path), content_type="image/webp")
    if request.community.visibility == "open":
        answer.headers["Cache-Control"] = f"public, {FOR_EVER}"
        answer.headers["X-Accel-Expires"] = KEPT_BY_PROXY
    else:
        answer.headers["Cache-Control"] = f"private, {FOR_EVER}"
    return answer  # type: ignore[return-value]

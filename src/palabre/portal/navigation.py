"""What every page's head and foot say: where one is, in which languages, who is signed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page."""
    return {}

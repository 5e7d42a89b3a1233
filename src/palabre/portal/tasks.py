"""The room's jobs, where the worker finds them."""

from palabre.portal.renaming import rename

__all__ = ["rename"]

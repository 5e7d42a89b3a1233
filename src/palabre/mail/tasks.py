"""The room's jobs, where the worker finds them."""

from palabre.mail.delivery import deliver

__all__ = ["deliver"]

"""The room's jobs, where the worker finds them."""

from palabre.exchange.own.erasing import erase
from palabre.exchange.own.exports import make

__all__ = ["erase", "make"]

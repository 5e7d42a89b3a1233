"""The demo's outbox: every mail that would have left, to be read where it was sent from. Demo mode only."""

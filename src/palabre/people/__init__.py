"""Accounts of the whole installation: sign-in, sessions bound to their host, consent."""

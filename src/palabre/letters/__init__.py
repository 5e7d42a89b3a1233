"""Notices and letters out: a reader of what the rooms below have to tell."""

"""Reads over several models, for the room's own pages and for the readers above."""

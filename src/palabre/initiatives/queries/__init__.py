"""Reads for the room's pages and for the readers above."""

"""Reads for the rooms above."""

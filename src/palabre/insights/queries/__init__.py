"""Figures gathered from the rooms below: each is a count of rows that a list can show."""

"""Standings, flags, decisions: kept below what they judge; the rooms above register how a decision takes effect."""

"""Figures and reports: promised against delivered, voices by language and city."""

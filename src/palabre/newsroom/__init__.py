"""Themes of the week and stories, one version per language."""

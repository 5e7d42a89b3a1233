"""The demo: a whole installation in one terminal."""

"""Backup and restore: the whole installation in one file, and back.

The file is a tar with `manifest.json` (what must be there), `database.dump` (`pg_dump`, custom format), `secret`
(the installation's key) and `media/`. It holds everything people entrusted to the installation: its mode is 0600.
"""

"""One file per kind of `palabre import`; each defines `command`. See `palabre.config.cli`."""

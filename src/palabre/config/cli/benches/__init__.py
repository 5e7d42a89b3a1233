"""One file per measurement of `palabre bench`; each defines `command`. See `palabre.config.cli`."""

"""One file per command of the program; each defines `command`. See `palabre.config.cli`."""

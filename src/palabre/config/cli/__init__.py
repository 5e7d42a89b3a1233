"""The one program, `palabre`. `python -m palabre` is the same.

How to add a command: one file in `commands/` that defines `command = Command(...)`; a kind of import, one file in
`imports/` in the same way. Both are found by their presence. See `command.Command` for what each part means.
"""

from palabre.config.cli.program import main

__all__ = ["main"]

"""The roof: settings, addresses, the one program."""

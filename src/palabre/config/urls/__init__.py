"""Root addresses: one set for the bare host (the network), one for every community's host."""

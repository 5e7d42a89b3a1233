"""How pages leave the house."""

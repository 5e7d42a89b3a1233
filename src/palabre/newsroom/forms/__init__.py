"""What correspondents and editors fill in."""

"""What happened: append-only, identifiers only, no foreign key to anything. News travels up through here."""

"""What is done to dialogues. Keyword-only verbs, `by=` who acts, one transaction, one entry in the chronicle."""

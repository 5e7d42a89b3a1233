"""The talk itself: dialogues, seats, questions, contributions, what was heard, what came of it."""

"""Whether people find what others said: pairs of a question and a text in ten languages, and how many are found."""

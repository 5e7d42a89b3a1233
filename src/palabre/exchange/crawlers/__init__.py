"""What search engines are told: which pages there are, in which languages, and where they are not wanted."""

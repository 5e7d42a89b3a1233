"""Feeds with full text: Atom (RFC 4287, paged by RFC 5005) and JSON Feed 1.1, of public words alone."""

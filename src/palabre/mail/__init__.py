"""One outgoing message to one address: rendering, delivery, suppression."""

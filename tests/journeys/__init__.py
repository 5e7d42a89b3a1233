"""Walks through the whole house in a real browser: few, and as people take them."""

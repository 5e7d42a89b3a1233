"""What the portal's pages gather."""

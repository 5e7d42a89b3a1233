"""What mails need beside the house's own tags."""

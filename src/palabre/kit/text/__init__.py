"""What people write: cleaned, shortened, recognised, named in an address."""

"""What is done with themes and stories."""

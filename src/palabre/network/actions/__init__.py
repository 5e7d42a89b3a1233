"""What is done with assignments and the money that follows from them."""

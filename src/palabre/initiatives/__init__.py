"""What people and organisations undertake in a place, and where it was taken up elsewhere."""

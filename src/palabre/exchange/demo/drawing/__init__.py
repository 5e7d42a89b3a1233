"""The demo's pictures: flat posters and quiet portraits, drawn at loading from simple shapes, the same every time."""

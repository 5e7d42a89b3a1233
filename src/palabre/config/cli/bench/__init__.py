"""What the measurements of `palabre bench` have in common: their content, their servers, their load."""

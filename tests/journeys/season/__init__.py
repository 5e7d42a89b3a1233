"""What a salon of two weeks needs to be played: its people and their words, its clock and worker, its mail."""

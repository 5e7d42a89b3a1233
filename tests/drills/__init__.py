"""What must hold when things go wrong: processes killed, lines that trickle, poolers, an older PostgreSQL."""

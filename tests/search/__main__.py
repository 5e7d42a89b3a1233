"""`python -m tests.search` prints which share of the pairs is found, beside PostgreSQL's own search."""

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main(["-n0", "-q", "-s", str(Path(__file__).with_name("test_hit_rate.py"))]))

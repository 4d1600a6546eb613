"""Written by tools/generate_tl.py; see there."""

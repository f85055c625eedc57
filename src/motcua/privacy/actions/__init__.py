"""Writing down who looked."""

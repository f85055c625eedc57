"""Reading who looked."""

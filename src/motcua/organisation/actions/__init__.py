"""Changing the organisation: one act, one function."""

"""Notices written with the act and sent after it."""

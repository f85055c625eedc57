"""The operators' door: the command line."""

"""The law as functions of values: no Django, no clock, no files, no network."""

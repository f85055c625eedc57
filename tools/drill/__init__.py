"""Attacks on our own pages, run by hand before a release (`make drill-security`)."""

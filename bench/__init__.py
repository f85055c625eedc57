"""Benchmarks: ours beside the raw limit of the same machine, in turn, so that only ratios count (docs/evidence.md)."""

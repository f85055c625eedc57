"""Procedures as dated, published documents with their internal process."""

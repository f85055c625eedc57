"""Persons and bodies who apply, and who may act for them."""

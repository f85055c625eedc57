"""The acts of the dossier page: which question each asks, and which call it makes."""

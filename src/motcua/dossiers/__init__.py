"""The lifecycle at work: acts on a dossier and what they write."""

"""Papers: the forms, notices and results a dossier's way leaves on paper, as PDF.

Knows nothing of dossiers: it takes the dataclasses of `contents` and gives bytes (`render.render`).
"""

"""Statements made once and used often: Django's own SQL, kept, for the few rows every act reads and writes.

Django builds the text of a query anew each time, which costs more than the database needs to answer it. `Prepared`
keeps what a queryset compiles to; `insert`, `added` and `change` write rows. Nothing else about the models changes.
"""

from motcua.statements.reading import Prepared
from motcua.statements.writing import added, change, insert

__all__ = ["Prepared", "added", "change", "insert"]

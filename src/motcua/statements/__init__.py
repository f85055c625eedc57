"""Statements made once and used often: Django's own SQL, kept, for the few rows every act reads and writes.

Django builds the text of a query anew each time, which costs more than the database needs to answer it. `Prepared`
keeps what a queryset compiles to; `insert` and `change` write one row. Nothing else about the models changes.
"""

from motcua.statements.reading import Prepared
from motcua.statements.writing import change, insert

__all__ = ["Prepared", "change", "insert"]

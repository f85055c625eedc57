"""A queryset compiled once in a thread; later calls only fill in the values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from threading import local
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Argument = int | str | date | datetime

_EARLIEST = datetime(2, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Compiled:
    """One statement: its text, which parameter is which argument, and how a row becomes what the queryset yields."""

    sql: str
    fixed: tuple[object, ...]
    places: tuple[tuple[int, int], ...]
    compiler: SQLCompiler
    converters: dict[int, Any]
    build: Callable[[Sequence[object]], object]


class Prepared(Generic[Row]):
    """`Prepared(lambda pk: Task.objects.filter(dossier=pk), int)(7)` answers a list of what the queryset yields.

    `kinds` are the types of the arguments: int, str, date or datetime. The queryset must put each argument into the
    statement as it is; model instances (with `select_related` and annotations) and `values_list` are understood.
    """

    def __init__(self, queryset: Callable[..., QuerySet[Any, Row]], *kinds: type[Argument]) -> None:
        self._queryset, self._kinds = queryset, kinds
        self._kept = local()

    def __call__(self, *arguments: Argument) -> list[Row]:
        """Ask the database."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled(connection)
        parameters: list[Any] = list(compiled.fixed)
        for place, number in compiled.places:
            parameters[place] = _adapted(arguments[number], connection)
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, parameters)
            rows = cursor.fetchall()
        if compiled.converters:
            rows = list(compiled.compiler.apply_converters(rows, compiled.converters))
        return [compiled.build(row) for row in rows]  # type: ignore[misc]

    def _compiled(self, connection: BaseDatabaseWrapper) -> _Compiled:
        kept: _Compiled | None = getattr(self._kept, "compiled", None)
        if kept is None or kept.compiler.connection is not connection:
            kept = self._kept.compiled = self._compile(connection)
        return kept

    def _compile(self, connection: BaseDatabaseWrapper) -> _Compiled:
        marks = [_mark(kind, number) for number, kind in enumerate(self._kinds)]
        queryset = self._queryset(*marks)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        adapted = [_adapted(mark, connection) for mark in marks]
        places = tuple(
            (place, adapted.index(value)) for place, value in enumerate(parameters) if value in adapted
        )
        if {number for _, number in places} != set(range(len(marks))):
            raise ValueError("an argument does not stand in the statement as it is")
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        build = _builder(compiler, queryset._iterable_class)
        return _Compiled(sql, tuple(parameters), places, compiler, converters, build)


def _builder(compiler: SQLCompiler, way: type[object]) -> Callable[[Sequence[object]], object]:
    """How a row becomes what the queryset would yield: an instance as Django's `ModelIterable` makes it, or values."""
    if way is FlatValuesListIterable:
        return itemgetter(0)
    if way is not ModelIterable:
        return tuple
    told: Any = compiler.klass_info
    first, last = told["select_fields"][0], told["select_fields"][-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:last]]
    related = get_related_populators(told, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    annotations = tuple((compiler.annotation_col_map or {}).items())

    def build(row: Sequence[object]) -> object:
        made = told["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:last])
        for one in related:
            one.populate(row, made)
        for name, column in annotations:
            setattr(made, name, row[column])
        return made

    return build


def _mark(kind: type[Argument], number: int) -> Argument:
    """A value nobody asks for, by which an argument's place in the statement is found."""
    if kind is int:
        return -(10**15) - number
    if kind is str:
        return f"\x01{number}"
    moment = _EARLIEST + timedelta(days=number)
    return moment if kind is datetime else moment.date()


def _adapted(value: Argument, connection: BaseDatabaseWrapper) -> object:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value

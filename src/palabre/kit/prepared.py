"""Questions asked of the database again and again: their SQL is built once, and only the values in it change.

Django writes a query's SQL anew each time it is asked, and a page asks for many lists.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models.query import ModelIterable

from palabre.kit import tenancy

COMMUNITY: Final = "community"
FIRST_NUMBER: Final = 2_000_000_000
"""Within four bytes: Django finds nothing for a larger one in a small column."""
FIRST_MOMENT: Final = datetime(9000, 1, 1, tzinfo=UTC)

Statement = tuple[str, list[Any]]
"""SQL with places for values, and the values."""


class StandsNowhere(LookupError):
    """A value that the SQL does not have as a value: it was computed with, or looked at, while the query was built."""


@dataclass(frozen=True)
class _Kept:
    """What was built once: `sql` is None where nothing can ever be found."""

    compiler: Any
    model: Any
    using: str
    sql: str | None
    params: Sequence[Any] = ()
    places: Sequence[tuple[int, str, int]] = ()
    """Which value stands where among `params`: its place, its name, its place in a list."""


class Prepared:
    """A queryset as a function of values, to decorate a function that makes it.

    Positional arguments say what is asked, and each combination is built once; keyword arguments are the values in it:
    numbers, words, moments, days, or lists of these (asked with `__in`), or None. The function is called with stand-ins
    for them, inside a stand-in for the community we are in, so it may put them into the query and do nothing else with
    them: `StandsNowhere` tells of one that did not arrive there. What changes with the clock must be a value.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._kept: dict[Hashable, _Kept] = {}
        self.__doc__ = build.__doc__

    def statement(self, *shape: Hashable, **values: Any) -> Statement | None:
        """Its SQL and the values in it; None where nothing can be found."""
        kept, filled = self._filled(shape, values)
        return None if kept.sql is None else (kept.sql, filled)

    def rows(self, *shape: Hashable, **values: Any) -> list[Any]:
        """The model's rows that are found now."""
        kept, filled = self._filled(shape, values)
        if kept.sql is None:
            return []
        compiler = copy.copy(kept.compiler)
        compiler.connection = connections[kept.using]  # this thread's own
        compiler.as_sql = lambda *_args, **_options: (kept.sql, filled)
        asked: Any = SimpleNamespace(
            query=SimpleNamespace(get_compiler=lambda **_options: compiler),
            db=kept.using,
            model=kept.model,
            _known_related_objects={},
        )
        return list(ModelIterable(asked))

    def _filled(self, shape: tuple[Hashable, ...], values: dict[str, Any]) -> tuple[_Kept, list[Any]]:
        values = {name: _of_a_round_length(value) for name, value in values.items()}
        key = (shape, *((name, _kind(value)) for name, value in values.items()))
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._built(shape, values)
        filled = list(kept.params)
        for place, name, within in kept.places:
            value = tenancy.current_community_id() if name == COMMUNITY else values[name]
            filled[place] = _like(filled[place], value[within] if isinstance(value, list) else value)
        return kept, filled

    def _built(self, shape: tuple[Hashable, ...], values: dict[str, Any]) -> _Kept:
        standing = _StandIns()
        community = standing.for_value(COMMUNITY, 0)
        given = {name: standing.for_value(name, value) for name, value in values.items()}
        with tenancy.as_if_in(community):
            queryset = self._build(*shape, **given)
        compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return _Kept(compiler, queryset.model, queryset.db, None)
        places = list(standing.places(params))
        missing = {name for name, value in values.items() if value is not None} - {
            name for _at, name, _in in places
        }
        if missing:
            raise StandsNowhere(f"{', '.join(sorted(missing))} in {self._build.__name__}")
        return _Kept(compiler, queryset.model, queryset.db, sql, params, places)


class _StandIns:
    """Values that no row has, each known again wherever it stands."""

    def __init__(self) -> None:
        self._names: dict[Any, tuple[str, int]] = {}

    def for_value(self, name: str, value: Any) -> Any:
        """What stands for this value, or for each in this list."""
        if value is None:
            return None
        if isinstance(value, list):
            return [self._one(name, one, within) for within, one in enumerate(value)]
        return self._one(name, value, 0)

    def places(self, params: Iterable[Any]) -> Iterable[tuple[int, str, int]]:
        """Where each stands among the parameters."""
        for place, param in enumerate(params):
            if isinstance(param, int | str | date) and param in self._names:
                yield place, *self._names[param]

    def _one(self, name: str, value: Any, within: int) -> Any:
        number = len(self._names)
        made: dict[type, Any] = {
            int: FIRST_NUMBER + number,
            str: f"\ue000{number}",
            datetime: FIRST_MOMENT + timedelta(days=number),
            date: FIRST_MOMENT.date() + timedelta(days=number),
        }
        standing = made[_kind(value)]
        self._names[standing] = name, within
        return standing


def _kind(value: Any) -> Any:
    """What the SQL depends on: the type of a value, and the length of a list."""
    if value is None:
        return None
    if isinstance(value, list):
        return len(value), _kind(value[0]) if value else None
    return next(kind for kind in (str, datetime, date, int) if isinstance(value, kind))


def _of_a_round_length(value: Any) -> Any:
    """A list with its last repeated up to a power of two: few lengths, and few statements to keep."""
    if not isinstance(value, list) or not value:
        return value
    wanted: int = 1 << (len(value) - 1).bit_length()
    return value + value[-1:] * (wanted - len(value))


def _like(param: Any, value: Any) -> Any:
    """As Django gave its stand-in to the database, which it tells how wide a number is."""
    return type(param)(value) if isinstance(param, int) else value

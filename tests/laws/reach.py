"""How rows are fetched, read from the code: what a view that is given an identifier does to get its row."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from django.db.models import Model

# The methods of our querysets that leave only what somebody may see.
REACH = frozenset({"visible_to", "shown_to", "listed_for", "placed_for", "addressed_by", "shown"})
# Verbs and rules get rows that were fetched; they fetch none for a page.
NOT_FETCHING = frozenset({"actions", "rules", "models", "forms", "migrations"})


def functions_of(view: Callable[..., Any]) -> list[FunctionType]:
    """A view and every function of ours that it names, and theirs, as far as they fetch."""
    found: dict[FunctionType, None] = {}
    waiting: list[Any] = [inspect.unwrap(view)]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, FunctionType) or one in found or not _is_ours(one):
            continue
        found[one] = None
        waiting += [inspect.unwrap(other) for other in _named_in(one)]
    return list(found)


def _is_ours(function: FunctionType) -> bool:
    parts = function.__module__.split(".")
    return parts[0] in ("palabre", "tests") and not NOT_FETCHING & set(parts)


@cache
def tree_of(function: FunctionType) -> ast.AST:
    """The function's text, read."""
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _named_in(function: FunctionType) -> Iterator[Any]:
    names = function.__globals__
    for node in ast.walk(tree_of(function)):
        if isinstance(node, ast.Name):
            found = names.get(node.id)
            if isinstance(found, FunctionType):
                yield found
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = names.get(node.value.id)
            if isinstance(module, ModuleType):
                found = getattr(module, node.attr, None)
                if isinstance(found, FunctionType):
                    yield found


def reaches(function: FunctionType) -> bool:
    """Whether it asks for what somebody may see."""
    return any(isinstance(n, ast.Attribute) and n.attr in REACH for n in ast.walk(tree_of(function)))


def unchecked(function: FunctionType) -> list[str]:
    """The models with a community of which it fetches rows without asking who may see them."""
    tree = tree_of(function)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        model = _model(node, function)
        if model is None:
            continue
        above, asked = parents.get(node), False
        if isinstance(above, ast.Call) and node in above.args and _called(above) in SHORTCUTS:
            found.append(model.__name__)
        elif isinstance(above, ast.Attribute) and above.attr in ("objects", "_default_manager"):
            chain: ast.AST | None = above
            while isinstance(chain := parents.get(chain), (ast.Attribute, ast.Call)):
                if isinstance(chain, ast.Attribute):
                    asked |= chain.attr in REACH
                elif _called(chain) in SHORTCUTS:
                    break
            if not asked:
                found.append(model.__name__)
    return found


SHORTCUTS = frozenset({"get_object_or_404", "get_list_or_404"})


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _model(node: ast.AST, function: FunctionType) -> type[Model] | None:
    if not isinstance(node, ast.Name):
        return None
    found = function.__globals__.get(node.id)
    if not (isinstance(found, type) and issubclass(found, Model)):
        return None
    return found if "community_id" in {f.attname for f in found._meta.concrete_fields} else None

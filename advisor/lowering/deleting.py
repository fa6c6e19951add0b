"""``del``: of items, slices and names."""

from __future__ import annotations

import ast

from advisor.lowering.growing import delete_item, delete_slice
from advisor.lowering.naming import (
    forget,
)
from advisor.lowering.places import place, sliced
from advisor.lowering.scope import Scope
from advisor.lowering.values import (
    View,
)


def delete(scope: Scope, node: ast.Delete) -> None:
    """``del a[i]``, ``del a[i:j]`` and ``del name``."""
    for target in node.targets:
        if isinstance(target, ast.Name) and target.id in scope.frame.locals:
            forget(scope, [scope.frame.locals[target.id]])
        elif isinstance(target, ast.Subscript):
            _delete_from(scope, target)
        else:
            raise scope.refuse(f"del {ast.unparse(target)}")


def _delete_from(scope: Scope, target: ast.Subscript) -> None:
    if isinstance(target.slice, ast.Slice):
        delete_slice(scope, sliced(scope, target), target)
        return
    owner, indices = place(scope, target)
    if not isinstance(owner, View) or len(indices) != 1:
        raise scope.refuse(f"del {ast.unparse(target)}")
    delete_item(scope, owner, indices[0], target)

"""Packages that open a heavy module only when somebody asks for something in it (PEP 562)."""

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping


def late(package: str, modules: Mapping[str, Iterable[str]]) -> Callable[[str], object]:
    """A `__getattr__` for `package`: each name is found in the module of the package that `modules` gives it to.

    No module may bear the name of what it holds: once opened, Python would answer with the module.

    >>> late("json", {"decoder": ["JSONDecoder"]})("JSONDecoder").__name__
    'JSONDecoder'
    """
    homes = {name: module for module, names in modules.items() for name in names}

    def found(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(importlib.import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return found

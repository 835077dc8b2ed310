"""Turns what Python code returns into JSON-like values that marshal can carry.

The rules (docs/python.md has them for users):
  str, int, float, bool, None, list, dict      as they are; subclasses of them too
  tuple, set, frozenset, deque, range, dict views, generators, iterators   list
  dataclass, named class with _asdict          dict (a plain namedtuple is a list, as in json)
  Enum                                         its value
  datetime, date, time                         ISO 8601 text
  timedelta                                    seconds, a float
  Decimal, Fraction                            float
  bytes, bytearray, memoryview                 Base64 text
  UUID, Path                                   text
  numpy scalars and arrays, pandas and polars frames   numbers, lists, lists of dicts
Anything else is an error that names the path.
"""
import marshal
import sys

_PLAIN = (str, int, float, bool, type(None))


class Unconvertible(TypeError):
    """A value that has no JSON form; the message names its path."""


def dump(result):
    """The marshal bytes of [True, result]."""
    try:
        return marshal.dumps([True, result], 4)
    except ValueError:
        return marshal.dumps([True, plain(result)], 4)


def plain(value, path="result", parents=()):
    """The value made of plain JSON types only."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if id(value) in parents:
        raise Unconvertible(f"{path}: contains itself (expected: a tree of dicts and lists)")
    if kind is dict:
        return _dict(value.items(), path, parents + (id(value),))
    if kind is list or kind is tuple or kind is set or kind is frozenset:
        return _list(value, path, parents + (id(value),))
    return _other(value, kind, path, parents)


def _dict(items, path, parents):
    return {_key(k, path): plain(v, f"{path}.{k}", parents) for k, v in items}


def _list(items, path, parents):
    return [plain(v, f"{path}[{i}]", parents) for i, v in enumerate(items)]


def _key(key, path):
    if isinstance(key, str):
        return str(key)
    if key is None or isinstance(key, (bool, int, float)):
        return key
    text = plain(key, f"{path} (key)")
    if isinstance(text, (str, int, float)):
        return text
    raise Unconvertible(f"{path}: a key of type {type(key).__name__} can't become JSON (expected: str)")


def _loaded(module, *names):
    """The named classes of a module, if it was ever imported: no value of them otherwise."""
    found = sys.modules.get(module)
    return tuple(getattr(found, n) for n in names if hasattr(found, n)) if found else ()


def _other(value, kind, path, parents):
    if isinstance(value, _loaded("enum", "Enum")):
        return plain(value.value, path, parents)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, _loaded("datetime", "date", "time")) and hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, _loaded("datetime", "timedelta")):
        return value.total_seconds()
    if isinstance(value, _loaded("decimal", "Decimal") + _loaded("fractions", "Fraction")):
        return float(value)
    if isinstance(value, _loaded("uuid", "UUID") + _loaded("pathlib", "PurePath")):
        return str(value)
    return _structure(value, kind, path, parents + (id(value),))


def _structure(value, kind, path, parents):
    if hasattr(kind, "__dataclass_fields__"):
        fields = {name: getattr(value, name) for name in kind.__dataclass_fields__ if hasattr(value, name)}
        return _dict(fields.items(), path, parents)
    package = kind.__module__.partition(".")[0]
    if package == "numpy" and hasattr(value, "tolist"):
        return plain(value.tolist(), path, parents)
    if package == "pandas" and hasattr(value, "to_dict"):
        records = kind.__name__ == "DataFrame"
        return plain(value.to_dict("records") if records else value.tolist(), path, parents)
    if package == "polars" and hasattr(value, "to_dicts"):
        return plain(value.to_dicts(), path, parents)
    if package == "polars" and hasattr(value, "to_list"):
        return plain(value.to_list(), path, parents)
    if hasattr(value, "model_dump"):
        return plain(value.model_dump(), path, parents)
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return _dict(((k, value[k]) for k in value.keys()), path, parents)
    if hasattr(value, "__await__"):
        raise Unconvertible(f"{path}: a coroutine can't become JSON (expected: a value; await it)")
    if isinstance(value, type) or not hasattr(value, "__iter__"):
        raise Unconvertible(
            f"{path}: a value of type {kind.__name__} can't become JSON (expected: None, bool, int,"
            " float, str, list, dict, dataclass, datetime, Decimal, bytes, set or UUID)"
        )
    return _list(value, path, parents)

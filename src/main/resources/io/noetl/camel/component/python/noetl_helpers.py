"""Helper functions that the code of a step finds as globals."""
import datetime

import noetl_values


def now_utc():
    """The time now, aware, in UTC."""
    return datetime.datetime.now(datetime.timezone.utc)


def format_iso8601(moment):
    """A datetime as ISO 8601 text."""
    return moment.isoformat()


def make_serializable(value):
    """The value made of JSON types only; see noetl_values."""
    return noetl_values.plain(value)


def deep_merge(first, second):
    """A new dict: second laid over first, dicts inside of them likewise."""
    merged = dict(first)
    for key, value in second.items():
        known = merged.get(key)
        both = isinstance(known, dict) and isinstance(value, dict)
        merged[key] = deep_merge(known, value) if both else value
    return merged


def get_val(source, path, default=None):
    """What stands at a dotted path ('a.b.0.c'), or the default."""
    for part in str(path).split("."):
        if isinstance(source, dict) and part in source:
            source = source[part]
        elif isinstance(source, (list, tuple)) and part.isdigit() and int(part) < len(source):
            source = source[int(part)]
        else:
            return default
    return source

"""Files that code opens to write and does not close are written and closed when its call ends.

CPython does that when the last reference goes, unless a cycle holds the file; GraalPy counts no references.
"""
import builtins
import errno
import functools
import io
import sys
import weakref
from importlib.machinery import PathFinder

_COUNTS_REFERENCES = sys.implementation.name == "cpython"
_WRITING = frozenset("wax+")
_MANY = 64
_CLASSES = ("GzipFile", "BZ2File", "LZMAFile", "ZipFile")
_MODULES = ("gzip", "bz2", "lzma", "zipfile")

_open = io.open
_opened = []  # in order; what was dropped may be gone on CPython
_clean_at = _MANY


@functools.wraps(_open)
def open_noted(file, mode="r", *args, **kwargs):
    if _opened and not _COUNTS_REFERENCES:
        flush()
    made = _open(file, mode, *args, **kwargs)
    if not _WRITING.isdisjoint(mode):
        _note(made)
    return made


def _note(made):
    global _clean_at
    if len(_opened) >= _clean_at:
        _opened[:] = [reference for reference in _opened if _still_open(_target(reference))]
        _clean_at = max(_MANY, 2 * len(_opened))
    _opened.append(weakref.ref(made) if _COUNTS_REFERENCES else made)


def _target(reference):
    return reference() if _COUNTS_REFERENCES else reference


def _still_open(made):
    try:
        return made is not None and not getattr(made, "closed", getattr(made, "fp", made) is None)
    except ValueError:  # its inner file was taken out of it
        return False


def flush():
    """Writes what was dropped and not closed, so that a reader finds it: the latest, where there are many."""
    for reference in _opened[-_MANY:]:
        made = _target(reference)
        if _still_open(made) and hasattr(made, "flush"):
            try:
                made.flush()
            except (OSError, ValueError):
                pass  # said when it is closed


def end():
    """Closes them, the latest first. Returns what prevented one of them from being written, or None."""
    global _clean_at
    problem = None
    while _opened:
        made = _target(_opened.pop())
        if _still_open(made):
            try:
                made.close()
            except ValueError:
                pass  # closed beneath
            except OSError as error:
                if error.errno != errno.EBADF:
                    problem = problem or error
    _clean_at = _MANY
    return problem


def _noting(function, result):
    @functools.wraps(function)
    def noted(*args, **kwargs):
        made = function(*args, **kwargs)
        _note(result(made, args))
        return made

    return noted


def _patch(module):
    if module.__name__ != "zipfile":
        module.open = _noting(module.open, lambda made, args: made)
    for name in _CLASSES:
        kind = vars(module).get(name)
        if kind is not None:
            kind.__init__ = _noting(kind.__init__, lambda made, args: args[0])


class _Finder:
    """Finds compressing modules where they are, and patches them once they are loaded."""

    def find_spec(self, name, path=None, target=None):
        if name not in _MODULES:
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def exec_module(module):
                load(module)
                _patch(module)

            spec.loader.exec_module = exec_module
        return spec


def install():
    builtins.open = io.open = open_noted
    sys.meta_path.insert(0, _Finder())
    for name in _MODULES:
        if name in sys.modules:
            _patch(sys.modules[name])

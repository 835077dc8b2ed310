"""Keeps one call from changing what the next call in the same interpreter sees."""
import os
import re
import sys
import threading

# code that names one of these may change modules that other calls use
_MAY_PATCH = frozenset(
    "setattr delattr exec eval __dict__ __setattr__ __builtins__ builtins reload patch setdefaulttimeout"
    " setlocale setrecursionlimit settrace setprofile filterwarnings simplefilter signal gc modules"
    " setcontext getcontext meta_path path_hooks setswitchinterval".split()
)
_ALIAS = re.compile(r"\bimport[ \t]+([\w.]+)(?:[ \t]+as[ \t]+(\w+))?")
_FROM = re.compile(r"\bfrom[ \t]+[\w.]+[ \t]+import[ \t]+([^\n;#]+)")
_start = {}


def snapshot():
    """Remembers the state that each call is to find."""
    _start.update(
        environ=dict(os.environ),
        raw_environ=dict(os.environ._data),
        path=list(sys.path),
        argv=list(sys.argv),
        cwd=_cwd(),
        modules=set(sys.modules),
        threads=threading.active_count(),
    )


def _cwd():
    try:
        return os.getcwd()
    except OSError:
        return None


def _may_patch(code):
    if not code.names.isdisjoint(_MAY_PATCH):
        return True
    aliases = {"os", "json", "datetime", "uuid", "sys"}
    for module, alias in _ALIAS.findall(code.text):
        aliases.add(alias or module.partition(".")[0])
    for names in _FROM.findall(code.text):
        aliases.update(re.findall(r"\w+", names))
    roots = "|".join(map(re.escape, aliases))
    stored = rf"(?<![\w.])(?:{roots})(?:\.\w+)+\s*(?:\[[^\]]*\]\s*)?(?:[-+*/|&%@^]|//|\*\*|<<|>>)?=(?!=)"
    return re.search(stored, code.text) is not None


def restore(code):
    """Puts the state back after a call of the code (None: it did not compile).

    False where that can't be done, so that the interpreter must not be used again: threads still
    run, or the code may have left changed modules behind.
    """
    if threading.active_count() > _start["threads"]:
        return False
    if code is not None:
        if code.may_patch is None:
            code.may_patch = _may_patch(code)
        if code.may_patch:
            return False
    if os.environ._data != _start["raw_environ"]:  # os.environ decodes each name and value
        _restore_environ(_start["environ"])
    if sys.path != _start["path"]:
        sys.path[:] = _start["path"]
    sys.argv[:] = _start["argv"]
    if _cwd() != _start["cwd"]:
        os.chdir(_start["cwd"])
    if len(sys.modules) != len(_start["modules"]):
        _restore_modules()
    if code is not None and "seed" in code.names and "random" in sys.modules:
        sys.modules["random"].seed()
    return True


def _restore_environ(environ):
    for name in set(os.environ) - set(environ):
        del os.environ[name]
    for name, value in environ.items():
        if os.environ.get(name) != value:
            os.environ[name] = value


def _restore_modules():
    """Imported modules of the library stay, as a cache; what else was put there goes."""
    known = _start["modules"]
    for name in [n for n in sys.modules if n not in known]:
        module = sys.modules[name]
        if getattr(module, "__spec__", None) is None or not _of_library(module):
            del sys.modules[name]
        else:
            known.add(name)


def _of_library(module):
    file = getattr(module, "__file__", None)
    if file is None:
        return True
    return any(file.startswith(place) for place in _start["path"] if place)

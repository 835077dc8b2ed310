"""Makes the modules that the product brings importable: their text comes from the host."""
import sys
from importlib.machinery import ModuleSpec


# parts of the library that are native code, by the module that one knows them by
_NATIVE = {"_sqlite3": "sqlite3", "_dbm": "dbm.ndbm", "_gdbm": "dbm.gnu", "_curses": "curses", "_tkinter": "tkinter", "termios": "termios"}


class _Loader:
    def __init__(self, text, origin):
        self._text = text
        self._origin = origin

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self._text, self._origin, "exec"), module.__dict__)


class _Finder:
    def __init__(self, texts):
        self._texts = texts

    def find_spec(self, name, path=None, target=None):
        if name in _NATIVE:
            raise ModuleNotFoundError(
                f"{_NATIVE[name]} needs native code, which the engine graalpy has not: run the step with engine: cpython",
                name=name,
            )
        found = self._texts.moduleText(name)
        if found is None:
            return None
        origin = f"<noetl>/{name}.py"
        return ModuleSpec(name, _Loader(found, origin), origin=origin)


def install(texts):
    sys.meta_path.insert(0, _Finder(texts))

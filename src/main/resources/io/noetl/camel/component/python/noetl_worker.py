"""Begins a worker: the product's modules come in the text itself, so that no file of theirs could be changed."""
import sys
from importlib.machinery import ModuleSpec

# the working directory is no place to import from
sys.path[:] = [place for place in sys.path if place]


class _Modules:
    """Finds and loads the modules in MODULES, which the server puts in front of this text."""

    def find_spec(self, name, path=None, target=None):
        if name in MODULES:
            return ModuleSpec(name, self, origin=f"<noetl>/{name}.py")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(MODULES[module.__name__], module.__spec__.origin, "exec"), module.__dict__)


sys.meta_path.insert(0, _Modules())

import noetl_cpython

noetl_cpython.main()

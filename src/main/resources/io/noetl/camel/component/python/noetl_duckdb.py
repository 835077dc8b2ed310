"""On CPython: keeps the package duckdb to the operator's extensions and DuckDB's own, as our module and tool do.

A guard rail that says what is wrong, not a wall: code on CPython may do what its process may.
"""
import functools
import os
import re
import sys
from importlib.machinery import PathFinder

_TOKEN = re.compile(r"('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$(\w*)\$.*?\$\2\$)|--[^\n]*|/\*.*?\*/", re.S)
_INSTALL = re.compile(r"(EXPLAIN\b\s*(\([^)]*\))?\s*(ANALY[SZ]E\s+)?)?(FORCE\s+)?INSTALL\b", re.I)
_ALLOWED = re.compile(r"INSTALL\s+(\w+|'\w+'|\"\w+\")(\s+FROM\s+(core|'core'))?", re.I)
_UPDATE = re.compile(r"UPDATE\s+EXTENSIONS\s*(\(.*)?$", re.I | re.S)
_SETTING = re.compile(r"(?:(?:RE)?SET|PRAGMA)\s+(?:(?:GLOBAL|SESSION|LOCAL)\s+)?\"?(\w+)\b", re.I)
_SETTINGS = frozenset(
    "custom_extension_repository autoinstall_extension_repository extension_directory extension_directories"
    " allow_community_extensions allow_unsigned_extensions allow_extensions_metadata_mismatch".split()
)


class _Finder:
    """Finds the package where it is, and guards it once it is loaded."""

    def find_spec(self, name, path=None, target=None):
        if name != "duckdb":
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def exec_module(module):
                load(module)
                _guard(module)

            spec.loader.exec_module = exec_module
        return spec


def install():
    sys.meta_path.insert(0, _Finder())


def _statements(sql):
    """Statements without comments; quoted texts stay, with their semicolons hidden."""
    quoted = []

    def hide(found):
        if found.group(1) is None:
            return " "
        quoted.append(found.group(1))
        return f"\0{len(quoted) - 1}\0"

    for statement in _TOKEN.sub(hide, sql).split(";"):
        yield re.sub("\0(\\d+)\0", lambda found: quoted[int(found.group(1))], statement).strip()


def _refused(module, what):
    return module.PermissionException(
        f"Permission Error: {what} is refused: extensions come from the operator's folder or from DuckDB's own"
        " repository, with INSTALL name. The operator fetches them with 'noetlctl extensions install'."
    )


def _check(module, query):
    for sql in _statements(str(getattr(query, "query", query))):
        setting = _SETTING.match(sql)
        if setting and setting.group(1).lower() in _SETTINGS:
            raise _refused(module, "the setting " + setting.group(1))
        if _UPDATE.match(sql) or (_INSTALL.match(sql) and not _ALLOWED.fullmatch(sql)):
            raise _refused(module, sql.partition("\n")[0])


def _guard(module):
    def guarded(original, position):
        @functools.wraps(original)
        def call(*args, **kwargs):
            query = args[position] if len(args) > position else kwargs.get("query")
            if query is not None:
                _check(module, query)
            return original(*args, **kwargs)

        return call

    def guarded_install(original):
        @functools.wraps(original)
        def install_extension(*args, **kwargs):
            for option in ("force_install", "repository", "repository_url", "version"):
                if kwargs.get(option):
                    raise _refused(module, f"install_extension with {option}")
            return original(*args, **kwargs)

        return install_extension

    connect = module.connect

    @functools.wraps(connect)
    def guarded_connect(database=":memory:", read_only=False, config=None):
        options = dict(config or {})
        for name in options:
            if name in _SETTINGS - {"extension_directory"} and str(options[name]).lower() != "false":
                raise _refused(module, "the setting " + name)
        if database != ":default:":
            options["allow_community_extensions"] = "false"
            folder = os.environ.get("NOETL_DUCKDB_EXTENSIONS")
            if folder:
                options.setdefault("extension_directory", folder)
        return connect(database, read_only, options)

    for name in ("execute", "executemany", "sql", "query", "from_query"):
        for owner, position in ((module, 0), (module.DuckDBPyConnection, 1)):
            setattr(owner, name, guarded(getattr(owner, name), position))
    for owner in (module, module.DuckDBPyConnection):
        owner.install_extension = guarded_install(owner.install_extension)
    module.connect = guarded_connect

"""The duckdb module for GraalPy: the API of DuckDB's own package, over duckdb_jdbc.

What the package has beyond (data frames, Arrow, Python functions in SQL) is refused with the name of the engine
that has it. docs/duckdb.md lists the differences.
"""
import datetime as _datetime
import decimal as _decimal
import itertools as _itertools
import marshal as _marshal
import re as _re
import uuid as _uuid

import noetl_graalpy as _noetl_graalpy

__version__ = "1.5.5"
__duckdb_version__ = __version__
apilevel = "2.0"
threadsafety = 1
paramstyle = "qmark"


class Warning(Exception):
    pass


class Error(Exception):
    pass


class DatabaseError(Error):
    pass


class DataError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class InternalError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class IOException(OperationalError):
    pass


def _exceptions():
    parents = {
        ProgrammingError: "Binder Catalog InvalidInput InvalidType Parser Syntax",
        OperationalError: "Connection OutOfMemory Serialization Transaction",
        DataError: "Conversion OutOfRange TypeMismatch",
        IntegrityError: "Constraint",
        InternalError: "Internal",
        NotSupportedError: "NotImplemented",
        IOException: "HTTP",
        DatabaseError: "Dependency Fatal Interrupt Permission Sequence",
    }
    for parent, names in parents.items():
        for name in names.split():
            globals()[name + "Exception"] = type(name + "Exception", (parent,), {"__module__": "duckdb"})


_exceptions()
_BY_PREFIX = {
    "Binder": "Binder", "Catalog": "Catalog", "Connection": "Connection", "Constraint": "Constraint",
    "Conversion": "Conversion", "Dependency": "Dependency", "FATAL": "Fatal", "HTTP": "HTTP", "IO": "IO",
    "INTERNAL": "Internal", "INTERRUPT": "Interrupt", "Invalid Input": "InvalidInput", "Invalid type": "InvalidType",
    "Not implemented": "NotImplemented", "Out of Memory": "OutOfMemory", "Out of Range": "OutOfRange",
    "Parser": "Parser", "Permission": "Permission", "Sequence": "Sequence", "Serialization": "Serialization",
    "Syntax": "Syntax", "TransactionContext": "Transaction", "Mismatch Type": "TypeMismatch",
}


def _error(message):
    name = _BY_PREFIX.get(message.partition(" Error: ")[0])
    return globals()[name + "Exception"](message) if name else Error(message)


def _java():
    return _noetl_graalpy.duckdb()


def _ask(reply):
    answer = _marshal.loads(reply.encode("latin-1"))
    if not answer[0]:
        raise _error(answer[1])
    return answer[1]


def _pack(value):
    return _marshal.dumps(value, 2).decode("latin-1")


# ---- values from Java: tuples begin with a tag

_INTERVAL = _re.compile(r"(-?\d+) (year|month|day)s?|(-)?(\d+):(\d\d):(\d\d)(?:\.(\d+))?")


def _interval(text):
    days = micros = 0
    for count, unit, sign, hours, minutes, seconds, fraction in _INTERVAL.findall(text):
        if unit:
            days += int(count) * {"year": 360, "month": 30, "day": 1}[unit]
        else:
            value = ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000000
            value += int((fraction or "0").ljust(6, "0")[:6])
            micros += -value if sign else value
    return _datetime.timedelta(days=days, microseconds=micros)


def _zone(seconds):
    return _datetime.timezone(_datetime.timedelta(seconds=seconds))


_REVIVE = {
    "D": lambda v: _decimal.Decimal(v[1]),
    "d": lambda v: _datetime.date(v[1], v[2], v[3]),
    "t": lambda v: _datetime.time(*v[1]),
    "tz": lambda v: _datetime.time(*v[1], tzinfo=_zone(v[2])),
    "T": lambda v: _datetime.datetime(*v[1:]),
    "Z": lambda v: _datetime.datetime(*v[1][1:], tzinfo=_datetime.timezone.utc),
    "i": lambda v: _interval(v[1]),
    "u": lambda v: _uuid.UUID(v[1]),
    "a": lambda v: tuple(_revive(item) for item in v[1]),
    "m": lambda v: _map([(_revive(key), _revive(item)) for key, item in v[1]]),
}


# ---- columns from Java: a list for each part of their values

def _decimals(signs, digits, exponents):
    return [_decimal.Decimal((s, tuple(map(int, d)), e)) for s, d, e in zip(signs, digits, exponents)]


def _dates(*parts):
    return list(map(_datetime.date, *parts))


def _datetimes(*parts):
    return list(map(_datetime.datetime, *parts))


def _uuids(numbers):
    return [_uuid.UUID(int=number) for number in numbers]


def _use_fast_makers():
    """GraalPy's decimal and datetime are written in Python: filling their slots spares checks that are done already.

    The loops assign to the slots as they unpack: no call and no name for each value.
    """
    global _decimals, _dates, _datetimes, _uuids
    new, repeat = object.__new__, _itertools.repeat

    def empty(kind, count):
        return list(map(new, repeat(kind, count)))

    def make_decimals(signs, digits, exponents):
        made = empty(_decimal.Decimal, len(signs))
        for value, value._sign, value._int, value._exp in zip(made, signs, digits, exponents):
            value._is_special = False
        return made

    def make_dates(*parts):
        made = empty(_datetime.date, len(parts[0]))
        for value, value._year, value._month, value._day in zip(made, *parts):
            value._hashcode = -1
        return made

    def make_datetimes(*parts):
        made = empty(_datetime.datetime, len(parts[0]))
        for (
            value, value._year, value._month, value._day, value._hour, value._minute, value._second, value._microsecond
        ) in zip(made, *parts):
            value._hashcode, value._fold, value._tzinfo = -1, 0, None
        return made

    def make_uuids(numbers):
        made = empty(_uuid.UUID, len(numbers))
        fill = object.__setattr__  # UUID's own refuses
        for value, number in zip(made, numbers):
            fill(value, "int", number)
            fill(value, "is_safe", _uuid.SafeUUID.unknown)
        return made

    if hasattr(_decimal.Decimal, "_is_special"):
        _decimals = make_decimals
    if hasattr(_datetime.date, "_hashcode") and hasattr(_datetime.datetime, "_fold"):
        _dates, _datetimes = make_dates, make_datetimes
    if getattr(_uuid.UUID, "__slots__", None) == ("int", "is_safe", "__weakref__"):
        _uuids = make_uuids


_use_fast_makers()
_COLUMN = {"D": _decimals, "d": _dates, "T": _datetimes, "u": _uuids}


def _column(kind, cells, index):
    if not kind:
        return cells
    if kind == "*":
        return [_revive(cell) for cell in cells]
    values = _COLUMN[kind](*cells) if cells else []
    if index is None:
        return values
    values.append(None)  # for -1
    return list(map(values.__getitem__, index))


def _map(pairs):
    if any(isinstance(key, (list, dict)) for key, _ in pairs):
        return {"key": [key for key, _ in pairs], "value": [item for _, item in pairs]}
    return dict(pairs)


def _revive(value):
    kind = type(value)
    if kind is tuple:
        return _REVIVE[value[0]](value)
    if kind is list:
        return [_revive(item) for item in value]
    return value


# ---- values to Java

def _encode(value):
    kind = type(value)
    if value is None or kind in (str, bool, int, float, bytes):
        if kind is int and not -(2**127) <= value < 2**128:
            raise InvalidInputException(
                f"Invalid Input Error: Python integer too large for 128-bit integer type: {value}"
            )
        return value
    encoder = _ENCODE.get(kind)
    if encoder is not None:
        return encoder(value)
    for known, encoder in _ENCODE.items():
        if isinstance(value, known):
            return encoder(value)
    for plain in (str, int, float):
        if isinstance(value, plain):
            return plain(value)
    raise NotImplementedException(
        f"Not implemented Error: Unable to transform python value of type '{kind}' to DuckDB LogicalType"
    )


def _encode_dict(value):
    if set(value) == {"key", "value"} and all(isinstance(v, (list, tuple)) for v in value.values()):
        return ("M", _encode(value["key"]), _encode(value["value"]))
    return ("m", [[str(key), _encode(item)] for key, item in value.items()])


_ENCODE = {
    list: lambda v: [_encode(item) for item in v],
    tuple: lambda v: [_encode(item) for item in v],
    dict: _encode_dict,
    _decimal.Decimal: lambda v: ("D", format(v, "f")) if v.is_finite() else float(v),
    _datetime.datetime: lambda v: ("T" if v.tzinfo is None else "Z", v.isoformat()),
    _datetime.date: lambda v: ("d", v.isoformat()),
    _datetime.time: lambda v: ("t" if v.tzinfo is None else "tz", v.isoformat()),
    _datetime.timedelta: lambda v: ("i", v.days, v.seconds * 1000000 + v.microseconds),
    _uuid.UUID: lambda v: ("u", str(v)),
    bytearray: bytes,
    memoryview: bytes,
}


def _parameters(parameters):
    if parameters is None:
        return []
    if isinstance(parameters, dict):
        return [[str(name), _encode(value)] for name, value in parameters.items()]
    if isinstance(parameters, (str, bytes)) or not isinstance(parameters, (list, tuple)):
        raise InvalidInputException(
            "Invalid Input Error: Prepared parameters can only be passed as a list or a dictionary"
        )
    return [[str(i), _encode(value)] for i, value in enumerate(parameters, 1)]


class DuckDBPyType:
    """The type of a column; equal to the same type and to its name."""

    def __init__(self, name):
        self._name = name

    def __str__(self):
        return self._name

    __repr__ = __str__

    @property
    def id(self):
        return self._name.partition("(")[0].lower()

    def __eq__(self, other):
        return str(self).lower() == str(other).lower()

    def __hash__(self):
        return hash(self._name.lower())


def _other_engine(name):
    def refuse(self, *args, **kwargs):
        raise NotImplementedException(
            f"Not implemented Error: {name} needs native packages: run the step with engine: cpython"
        )

    refuse.__name__ = name
    return refuse


_CHUNK = 128


class _Result:
    """The open result of a connection: rows come in chunks."""

    def __init__(self, number, names, types, count):
        self.description = [(n, DuckDBPyType(t), None, None, None, None, None) for n, t in zip(names, types)]
        self._number = number
        self._rows = [] if count is None else [(count,)]
        self._next = 0
        self._more = count is None

    def _load(self, most):
        columns = _ask(_java().fetch(self._number, most))
        rows = list(zip(*[_column(*column) for column in columns]))
        self._more = most >= 0 and len(rows) == most
        self._rows = self._rows[self._next :] + rows
        self._next = 0

    def one(self):
        if self._next >= len(self._rows) and self._more:
            self._load(_CHUNK)
        if self._next >= len(self._rows):
            return None
        self._next += 1
        return self._rows[self._next - 1]

    def many(self, size):
        missing = size - (len(self._rows) - self._next)
        if missing > 0 and self._more:
            self._load(missing)
        rows = self._rows[self._next : self._next + size]
        self._next += len(rows)
        return rows

    def all(self):
        if self._more:
            self._load(-1)
        rows = self._rows[self._next :]
        self._next = len(self._rows)
        return rows


class DuckDBPyConnection:
    """A connection, which is its own cursor."""

    def __init__(self, number):
        self._number = number
        self._result = None
        self._registered = {}

    def execute(self, query, parameters=None):
        return self._run(query, [_parameters(parameters)])

    def executemany(self, query, parameters=None):
        if not parameters:
            raise InvalidInputException(
                "Invalid Input Error: executemany requires a non-empty list of parameter sets to be provided"
            )
        return self._run(query, [_parameters(each) for each in parameters])

    def _run(self, query, sets):
        if isinstance(query, Statement):
            query = query.query
        self._result = None
        answer = _ask(_java().execute(self._number, query, _pack(sets)))
        if answer is None:
            return None
        self._result = _Result(self._number, *answer)
        return self

    def _open(self):
        if self._result is None:
            raise InvalidInputException("Invalid Input Error: No open result set")
        return self._result

    def fetchone(self):
        return self._open().one()

    def fetchmany(self, size=1):
        return self._open().many(size)

    def fetchall(self):
        return self._open().all()

    @property
    def description(self):
        return None if self._result is None else self._result.description

    @property
    def rowcount(self):
        return -1

    def sql(self, query, *, alias="", params=None):
        result = self._run(query, [_parameters(params)])
        if result is None or not _gives_rows(query):
            return None
        return DuckDBPyRelation(self, query, params, self._result)

    query = sql
    from_query = sql

    def table(self, name):
        return self.sql(f"SELECT * FROM {_name(name)}")

    view = table

    def values(self, values):
        marks = ", ".join("?" for _ in values)
        return self.sql(f"SELECT * FROM (VALUES ({marks}))", params=list(values))

    def read_csv(self, path, **options):
        return self._read("read_csv", path, options)

    def read_json(self, path, **options):
        return self._read("read_json", path, options)

    def read_parquet(self, path, **options):
        return self._read("read_parquet", path, options)

    from_csv_auto = read_csv
    from_parquet = read_parquet

    def _read(self, function, path, options):
        names = list(options)
        arguments = "".join(f", {name} = ?" for name in names)
        return self.sql(f"SELECT * FROM {function}(?{arguments})", params=[path, *options.values()])

    def begin(self):
        return self.execute("BEGIN TRANSACTION")

    def commit(self):
        try:
            return self.execute("COMMIT")
        except TransactionException as error:
            if "no transaction is active" not in str(error):
                raise
            return self

    def rollback(self):
        return self.execute("ROLLBACK")

    def checkpoint(self):
        return self.execute("CHECKPOINT")

    def cursor(self):
        return DuckDBPyConnection(_ask(_java().cursor(self._number)))

    duplicate = cursor

    def close(self):
        self._result = None
        _ask(_java().close(self._number))

    def interrupt(self):
        _java().interrupt(self._number)

    def install_extension(self, extension, *, force_install=False, repository=None, repository_url=None, version=None):
        source = repository_url or repository
        self.execute(
            f"{'FORCE ' if force_install else ''}INSTALL {_name(extension)}"
            + (f" FROM {_name(source)}" if source else "")
            + (f" VERSION {_name(version)}" if version else "")
        )

    def load_extension(self, extension):
        self.execute(f"LOAD {_name(extension)}")

    def register(self, view_name, python_object):
        """Makes a list of dicts a table of that name."""
        rows = [dict(row) for row in python_object]
        if not rows:
            raise InvalidInputException("Invalid Input Error: register: no rows (expected: a list of dicts)")
        columns = list(dict.fromkeys(key for row in rows for key in row))
        marks = ", ".join(f"unnest(?) AS {_name(column)}" for column in columns)
        lists = [[row.get(column) for row in rows] for column in columns]
        self.execute(f"CREATE OR REPLACE TEMP TABLE {_name(view_name)} AS SELECT {marks}", lists)
        return self

    def unregister(self, view_name):
        self.execute(f"DROP TABLE IF EXISTS temp.{_name(view_name)}")
        return self

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close()
        return False

    def __iter__(self):
        return iter(self.fetchall())


for _refused in (
    "df fetchdf fetch_df fetch_df_chunk fetchnumpy arrow fetch_arrow_table to_arrow_table fetch_record_batch"
    " to_arrow_reader pl torch tf create_function remove_function from_df from_arrow append query_df"
).split():
    setattr(DuckDBPyConnection, _refused, _other_engine(_refused))


def _name(name):
    return ".".join('"' + part.replace('"', '""') + '"' for part in str(name).split("."))


_ROWS = _re.compile(r"\s*(?:select|from|with|values|table|show|describe|desc|summarize|pragma|explain|call|pivot|unpivot|\()", _re.I)


def _gives_rows(query):
    return _ROWS.match(_re.sub(r"--[^\n]*|/\*.*?\*/", " ", query, flags=_re.S)) is not None


class DuckDBPyRelation:
    """The rows of a query. Each further step wraps the query's text."""

    def __init__(self, connection, query, params=None, result=None):
        self._connection = connection
        self._query = query.strip().rstrip(";")
        self._params = params
        self._result = result

    def _rows(self):
        if self._result is None or self._connection._result is not self._result:
            self._connection.execute(self._query, self._params)
            self._result = self._connection._result
        return self._result

    def _wrap(self, text):
        return DuckDBPyRelation(self._connection, text.format(f"({self._query})"), self._params)

    def execute(self):
        self._result = None
        self._rows()
        return self

    def fetchone(self):
        return self._rows().one()

    def fetchmany(self, size=1):
        return self._rows().many(size)

    def fetchall(self):
        return self._rows().all()

    @property
    def description(self):
        return self._rows().description

    @property
    def columns(self):
        return [column[0] for column in self.description]

    @property
    def types(self):
        return [column[1] for column in self.description]

    dtypes = types

    def filter(self, expression):
        return self._wrap(f"SELECT * FROM {{}} WHERE {_braces(expression)}")

    def project(self, *expressions):
        return self._wrap(f"SELECT {_braces(', '.join(map(str, expressions)))} FROM {{}}")

    select = project

    def order(self, expression):
        return self._wrap(f"SELECT * FROM {{}} ORDER BY {_braces(expression)}")

    def limit(self, count, offset=0):
        return self._wrap(f"SELECT * FROM {{}} LIMIT {int(count)} OFFSET {int(offset)}")

    def distinct(self):
        return self._wrap("SELECT DISTINCT * FROM {}")

    def aggregate(self, expression, group=""):
        suffix = f" GROUP BY {_braces(group)}" if group else ""
        return self._wrap(f"SELECT {_braces(expression)} FROM {{}}{suffix}")

    def count(self, column="*"):
        return self._wrap(f"SELECT count({_braces(column)}) FROM {{}}")

    def query(self, virtual_table_name, sql_query):
        text = f"WITH {_name(virtual_table_name)} AS ({self._query}) {sql_query}"
        return DuckDBPyRelation(self._connection, text, self._params)

    def create(self, table_name):
        self._connection.execute(f"CREATE TABLE {_name(table_name)} AS {self._query}", self._params)

    to_table = create

    def create_view(self, view_name, replace=True):
        self._connection.execute(f"CREATE OR REPLACE VIEW {_name(view_name)} AS {self._query}")
        return self

    to_view = create_view

    def insert_into(self, table_name):
        self._connection.execute(f"INSERT INTO {_name(table_name)} {self._query}", self._params)

    def show(self, **options):
        print(self)

    def sql_query(self):
        return self._query

    def __len__(self):
        return self.count().fetchone()[0]

    def __str__(self):
        columns, rows = self.columns, self.fetchall()
        self._result = None
        cells = [columns, [str(t).lower() for t in self.types]]
        cells += [["NULL" if v is None else str(v) for v in row] for row in rows[:40]]
        widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
        line = lambda row: "│ " + " │ ".join(v.ljust(w) for v, w in zip(row, widths)) + " │"
        return "\n".join(map(line, cells)) + ("" if len(rows) <= 40 else f"\n({len(rows)} rows, 40 shown)")

    __repr__ = __str__


for _refused in (
    "df fetchdf to_df fetchnumpy arrow fetch_arrow_table to_arrow_table record_batch pl torch tf map"
).split():
    setattr(DuckDBPyRelation, _refused, _other_engine(_refused))


def _braces(text):
    return str(text).replace("{", "{{").replace("}", "}}")


class Statement:
    """One statement of a text."""

    def __init__(self, query):
        self.query = query


def connect(database=":memory:", read_only=False, config=None):
    """Opens a database: a file, ':memory:' (one of its own) or ':memory:name' (shared)."""
    options = [[str(name), _option(value)] for name, value in (config or {}).items()]
    name = str(database) if database else ":memory:"
    if name == ":default:":
        return default_connection()
    return DuckDBPyConnection(_ask(_java().open(name, bool(read_only), _pack(options))))


def _option(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


_default = None


def default_connection():
    global _default
    if _default is None or not _java().isOpen(_default._number):
        _default = connect()
    return _default


def set_default_connection(connection):
    global _default
    _default = connection


def _delegate(name):
    def call(*args, connection=None, **kwargs):
        return getattr(connection or default_connection(), name)(*args, **kwargs)

    call.__name__ = name
    return call


for _method in [n for n in dir(DuckDBPyConnection) if not n.startswith("_") and n not in ("description", "rowcount")]:
    globals()[_method] = _delegate(_method)

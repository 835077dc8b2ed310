"""Runs the Python code of a step: the meaning of one call, the same on every engine.

A host gives the engine's side of it:
  host.log(stream, text)       one line of output; stream is 1 (stdout) or 2 (stderr)
  host.context_value(name)     marshal bytes of (found, value): a name of the playbook's context
  host.context()               marshal bytes of the whole context
"""
import linecache
import marshal
import os
import re
import sys
import traceback
import types

import noetl_files
import noetl_values

MODULE = "noetl_step"
CACHED_CODES = 256
# what code may import and still be sure to need no event loop
_LOOPLESS = frozenset(
    "json datetime time re math os sys uuid random decimal collections itertools functools string"
    " hashlib hmac base64 typing dataclasses enum statistics copy operator textwrap logging".split()
)
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)|import[ \t]+([^\n;#]+))", re.M)
_HELPERS = ("get_val", "make_serializable", "now_utc", "format_iso8601", "deep_merge")
_PRELOADED = ("os", "json", "datetime", "uuid")
_RETURNING = "__noetl_body__"  # the function that code with a return at its top level becomes
_FRAMES_AT_AN_END = 20  # of a traceback that is shown
_LINKS = 12  # of a chain of exceptions
_WHOLE_NAMESPACE = frozenset(("globals", "locals", "vars", "eval", "exec"))


class Compiled:
    """Code with what is known of it: the names and texts in it, its lines, its imports."""

    __slots__ = ("text", "code", "names", "texts", "lines", "imports", "may_patch", "given", "context", "inputs", "data", "parameters")

    def __init__(self, text, filename, first_line):
        self.text = text
        self.may_patch = None  # noetl_state finds it out, after the first call
        self.lines = ["\n"] * (first_line - 1) + [line + "\n" for line in text.split("\n")]
        self.imports = imported_modules(text)
        self.names = set()
        self.texts = set()
        self.code = _code("\n" * (first_line - 1) + text, filename)
        self._scan(self.code)
        self.given = tuple(
            [(name, name, None) for name in _PRELOADED if self._mentions(name)]
            + [(name, "noetl_helpers", name) for name in _HELPERS if self._mentions(name)]
        )
        self.context = self._mentions("context")
        self.inputs = tuple(name for name in ("input_data", "args") if self._mentions(name))
        self.data = self._mentions("data")
        self.parameters = {}  # of main, by the id of its code

    def _scan(self, code):
        self.names.update(code.co_names, code.co_varnames)
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                self._scan(constant)
            elif isinstance(constant, str):
                self.texts.add(constant)

    def _mentions(self, name):
        return name in self.names or not self.names.isdisjoint(_WHOLE_NAMESPACE)


def _code(source, filename):
    try:
        return compile(source, filename, "exec", dont_inherit=True)
    except SyntaxError as error:
        if "outside function" not in str(error):
            raise
        import noetl_return

        return noetl_return.compiled(source, filename, _RETURNING)


def imported_modules(text):
    """The top-level names of the modules that the text imports."""
    found = set()
    for source, listed in _IMPORT.findall(text):
        for part in listed.split(",") if listed else (source,):
            found.add(part.strip().partition(" ")[0].partition(".")[0])
    return found


_compiled = {}
last = None  # what the latest call ran; None where it did not compile


def compiled(text, filename, first_line):
    key = (text, filename, first_line)
    code = _compiled.get(key)
    if code is None:
        if len(_compiled) >= CACHED_CODES:
            del _compiled[next(iter(_compiled))]
        code = _compiled[key] = Compiled(text, filename, first_line)
    return code


def run(request, host):
    """Runs one call. Request: marshal bytes of [text, filename, first line, libs, args,
    environment]; noetl_state takes the variables away again.

    Returns marshal bytes: [True, value] or [False, type, message, line, traceback].
    """
    global last
    last = None
    text, filename, first_line, libs, args, environment = marshal.loads(request)
    try:
        if environment:
            os.environ.update(environment)
        last = code = compiled(text, filename, first_line)
        linecache.cache[filename] = (len(text), None, code.lines, filename)
        reply = noetl_values.dump(_execute(code, libs, args, host))
    except SystemExit as stop:
        if stop.code is None or stop.code == 0:
            reply = marshal.dumps([True, None], 4)
        else:
            reply = _failure(stop, filename, text, first_line, f"the code called sys.exit({stop.code!r})")
    except BaseException as error:
        reply = _failure(error, filename, text, first_line, None)
    unwritten = noetl_files.end()
    return reply if unwritten is None else _failure(unwritten, filename, text, first_line, None)


def _execute(code, libs, args, host):
    module = types.ModuleType(MODULE)
    scope = module.__dict__
    previous = sys.modules.get(MODULE)
    sys.modules[MODULE] = module
    try:
        _fill(scope, code, libs, args, host)
        exec(code.code, scope)
        body = scope.pop(_RETURNING, None)
        if body is not None:
            returned, value = body()
            if returned:
                return _finish(value, code, libs)
        main = scope.get("main")
        if callable(main):
            return _finish(_call(main, code, args, host), code, libs)
        if "result" in scope:
            return _finish(scope["result"], code, libs)
        return _nothing(scope, args)
    finally:
        if previous is None:
            sys.modules.pop(MODULE, None)
        else:
            sys.modules[MODULE] = previous


def _nothing(scope, args):
    names = [n for n in scope if not n.startswith("__") and n not in args and n not in ("input_data", "args")]
    message = "The code has neither main() nor a variable result."
    return {"status": "success", "message": message, "locals_count": len(names), "locals_keys": names}


def _fill(scope, code, libs, args, host):
    for name, module, member in code.given:
        found = __import__(module)
        scope[name] = found if member is None else getattr(found, member)
    if code.context:
        scope["context"] = marshal.loads(host.context())
    if code.data:
        for name in ("data", "result"):
            found, value = marshal.loads(host.context_value(name))
            if found:
                scope["data"] = value
                break
    for name in code.inputs:
        scope[name] = dict(args)
    scope.update(args)
    for alias, spec in libs.items():
        scope[alias] = _lib(spec)


def _lib(spec):
    if isinstance(spec, dict):
        return getattr(_module(spec["from"]), spec["import"])
    return _module(spec)


def _module(name):
    try:
        found = __import__(name)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"Required libraries not installed: {error.name} (libs); add it with"
            f" 'noetlctl python add {error.name}' or run the step with engine: cpython",
            name=error.name,
        ) from None
    for part in name.split(".")[1:]:
        found = getattr(found, part)
    return found


def _call(main, code, args, host):
    positional, named = [], {}
    parameters, takes_rest = _parameters(main, code)
    for parameter in parameters:
        value = _argument(parameter, len(parameters) == 1 and not takes_rest, args, host)
        if value is _DEFAULT:
            continue
        if parameter.positional:
            positional.append(value)
        else:
            named[parameter.name] = value
    if takes_rest:
        taken = {parameter.name for parameter in parameters}
        named.update((k, v) for k, v in args.items() if k not in taken)
        if "context" in code.texts and "context" not in named and "context" not in taken:
            named["context"] = marshal.loads(host.context())
    return main(*positional, **named)


_DEFAULT = object()


class _Parameter:
    __slots__ = ("name", "positional", "optional")

    def __init__(self, name, positional, optional):
        self.name = name
        self.positional = positional
        self.optional = optional


def _parameters(main, compiled):
    """The parameters of main, and whether it takes **kwargs."""
    if type(main) is not types.FunctionType or main.__dict__:
        return _parameters_by_signature(main)
    if main.__defaults__ or main.__kwdefaults__:
        return _parameters_of_function(main)
    code = main.__code__
    # by identity: the hash of a code object reads all of it
    known = compiled.parameters.get(id(code))
    if known is None or known[0] is not code:
        if len(compiled.parameters) >= CACHED_CODES:
            compiled.parameters.clear()
        known = compiled.parameters[id(code)] = code, _parameters_of_function(main)
    return known[1]


def _parameters_of_function(main):
    code = main.__code__
    if code.co_flags & 0x04:
        raise TypeError("*args are not supported in python tasks (expected: named parameters or **kwargs)")
    count = code.co_argcount
    required = count - len(main.__defaults__ or ())
    names = code.co_varnames
    found = [_Parameter(names[i], i < code.co_posonlyargcount, i >= required) for i in range(count)]
    keyword_defaults = main.__kwdefaults__ or {}
    for name in names[count : count + code.co_kwonlyargcount]:
        found.append(_Parameter(name, False, name in keyword_defaults))
    return found, bool(code.co_flags & 0x08)


def _parameters_by_signature(main):
    import inspect

    found, takes_rest = [], False
    for p in inspect.signature(main).parameters.values():
        if p.kind is p.VAR_POSITIONAL:
            raise TypeError("*args are not supported in python tasks (expected: named parameters or **kwargs)")
        if p.kind is p.VAR_KEYWORD:
            takes_rest = True
        else:
            found.append(_Parameter(p.name, p.kind is p.POSITIONAL_ONLY, p.default is not p.empty))
    return found, takes_rest


def _argument(parameter, alone, args, host):
    name = parameter.name
    if name in args:
        return args[name]
    if name == "context":
        return marshal.loads(host.context())
    found, value = marshal.loads(host.context_value(name))
    if found:
        return value
    if parameter.optional:
        return _DEFAULT
    if name == "input_data" or (alone and args):
        return dict(args)
    raise TypeError(
        f"Missing required argument '{name}' for Python task. Provide it via args or context."
    )


def _finish(value, code, libs):
    """Awaits what is awaitable."""
    if hasattr(value, "__aiter__") and not hasattr(value, "__await__"):
        value = _collect(value)
    elif not hasattr(value, "__await__"):
        return value
    if code.imports <= _LOOPLESS and not libs and isinstance(value, types.CoroutineType):
        try:
            value.send(None)
        except StopIteration as done:
            return done.value
        raise RuntimeError("main awaits something that needs an event loop (expected: import asyncio)")
    import asyncio

    return asyncio.run(_awaited(value))


async def _awaited(value):
    return await value


async def _collect(items):
    return [item async for item in items]


def _failure(error, filename, text, first_line, message):
    try:
        if message is None:
            message = str(error)
            if isinstance(error, SyntaxError) and error.filename == filename:
                message = error.msg
    except Exception:
        message = f"<str() of {type(error).__name__} failed>"
    # the code may have replaced the entry, or another step's code stands in the same file
    lines = ["\n"] * (first_line - 1) + [line + "\n" for line in text.split("\n")]
    linecache.cache[filename] = (len(text), None, lines, filename)
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != filename:
        trace = trace.tb_next
    line = _line(error, trace, filename)
    if not message:
        message = type(error).__name__
    return marshal.dumps(
        [False, type(error).__qualname__, _printable(message), line, _printable(_report(error, trace))], 4
    )


def _report(error, trace):
    if type(error) is noetl_values.Unconvertible:
        return ""  # its message says all, and no line of the code raised it
    try:
        _shorten_chain(error)
        kept, left_out = _shortened(trace)
        found = traceback.TracebackException(type(error), error, kept)
        _without_ours(found)
        if left_out:
            found.__notes__ = [*(found.__notes__ or []), f"({left_out} frames in the middle are left out)"]
        return "".join(found.format())
    except Exception as problem:
        return f"{type(error).__name__} (no traceback: {type(problem).__name__})\n"


def _shortened(trace):
    """A traceback's first and last frames, and how many between them are left out: the text of a frame costs
    about a millisecond, and a recursion without an end has thousands."""
    frames = []
    while trace is not None:
        frames.append(trace)
        trace = trace.tb_next
    left_out = len(frames) - 2 * _FRAMES_AT_AN_END
    if left_out <= 0:
        return (frames[0] if frames else None), 0
    kept = None
    for frame in reversed(frames[:_FRAMES_AT_AN_END] + frames[-_FRAMES_AT_AN_END:]):
        kept = types.TracebackType(kept, frame.tb_frame, frame.tb_lasti, frame.tb_lineno)
    return kept, left_out


def _shorten_chain(error):
    """Shortens the tracebacks of what an exception came from, and cuts the chain after a dozen of them."""
    link = error
    for _ in range(_LINKS):
        link = link.__context__ if link.__cause__ is None else link.__cause__
        if link is None:
            return
        link.__traceback__ = _shortened(link.__traceback__)[0]
    link.__cause__ = link.__context__ = None


def _without_ours(found):
    """Frames of the product's own modules say nothing to who wrote the code."""
    while found is not None:
        if found.stack is not None:
            found.stack[:] = [frame for frame in found.stack if not frame.filename.startswith("<noetl>")]
        found = found.__cause__ or found.__context__


def _printable(text):
    """Text without unpaired surrogates."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _line(error, trace, filename):
    if isinstance(error, SyntaxError) and error.filename == filename:
        return error.lineno or 0
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line or 0

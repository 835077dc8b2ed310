"""Standard output, standard error and logging of a call, line by line to the step's log."""
import io
import sys

LONGEST_LINE = 65536


class LineStream(io.TextIOBase):
    """A text stream that hands over whole lines. One lives as long as its interpreter."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, number):
        self.number = number
        self.host = None
        self.rest = ""

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        rest = self.rest + text if self.rest else text
        if "\n" in text:
            lines = rest.split("\n")
            rest = lines.pop()
            for line in lines:
                self._emit(line)
        while len(rest) > LONGEST_LINE:
            self._emit(rest[:LONGEST_LINE])
            rest = rest[LONGEST_LINE:]
        self.rest = rest
        return len(text)

    def _emit(self, line):
        if self.host is not None:
            self.host.log(self.number, line[:-1] if line.endswith("\r") else line)

    def begin(self, host):
        self.host = host
        self.rest = ""

    def end(self):
        """Hands over what stands without a line end, and drops what comes later."""
        rest, self.rest = self.rest, ""
        if rest:
            self._emit(rest)
        self.host = None

    def writable(self):
        return True

    def isatty(self):
        return False

    @property
    def buffer(self):
        return _Bytes(self)


class _Bytes:
    """sys.stdout.buffer: bytes are decoded as UTF-8."""

    def __init__(self, stream):
        self._stream = stream

    def write(self, data):
        self._stream.write(bytes(data).decode("utf-8", "backslashreplace"))
        return len(data)

    def flush(self):
        pass


stdout = LineStream(1)
stderr = LineStream(2)


def install():
    sys.stdout = sys.__stdout__ = stdout
    sys.stderr = sys.__stderr__ = stderr


def begin(host):
    stdout.begin(host)
    stderr.begin(host)
    if sys.stdout is not stdout or sys.stderr is not stderr:
        install()


def end():
    stdout.end()
    stderr.end()


_last_resort = None
_formatter = None


def _logging_is_untouched(logging):
    root = logging.root
    return (
        logging.lastResort is _last_resort is not None
        and _last_resort.formatter is _formatter
        and not _last_resort.filters
        and _last_resort.level == logging.NOTSET
        and not root.handlers
        and root.level == logging.INFO
        and root.manager.disable == logging.NOTSET
    )


def reset_logging():
    """Logging as a call finds it: INFO and above go to the step's log."""
    global _last_resort, _formatter
    logging = sys.modules.get("logging")
    if logging is None or _logging_is_untouched(logging):
        return
    root = logging.getLogger()
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    root.setLevel(logging.INFO)
    logging.disable(logging.NOTSET)
    _formatter = logging.Formatter("%(levelname)s:%(name)s:%(message)s")
    _last_resort = logging.lastResort = logging._StderrHandler(logging.NOTSET)
    _last_resort.setFormatter(_formatter)

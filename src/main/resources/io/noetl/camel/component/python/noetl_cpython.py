"""A worker process: runs calls on CPython. Frames on its standard input and output: a length, a letter, bytes.

  to the worker     J request                 from the worker   L stream and text (output)
                    V value (an answer)                         C name (the context, or one name of it)
                                                                R result, T whether the worker can go on
"""
import marshal
import os
import struct
import sys
import threading
import time

_HEAD = struct.Struct("<Ic")


class _Pipe:
    """The frames. Output may come from several threads."""

    def __init__(self):
        self._in = os.fdopen(os.dup(0), "rb", 65536)
        self._out = os.fdopen(os.dup(1), "wb", 65536)
        self._errors = os.dup(2)
        self._lock = threading.Lock()
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(2, 1)  # what is written to the descriptor goes where errors go, not into frames

    def send(self, letter, data):
        with self._lock:
            self._out.write(_HEAD.pack(len(data), letter))
            self._out.write(data)
            self._out.flush()

    def end_errors(self):
        """Marks the end of what the call has written where errors go: it comes on a way of its own."""
        os.write(self._errors, b"\0end of call\n")

    def receive(self):
        head = self._in.read(_HEAD.size)
        if len(head) < _HEAD.size:
            os._exit(0)
        length, letter = _HEAD.unpack(head)
        return letter, self._in.read(length)


class _Host:
    """The host of noetl_runner over the pipe."""

    def __init__(self, pipe):
        self._pipe = pipe

    def log(self, stream, text):
        self._pipe.send(b"L", bytes([stream]) + text.encode("utf-8", "backslashreplace"))

    def context(self):
        return self.context_value("")

    def context_value(self, name):
        self._pipe.send(b"C", name.encode())
        return self._pipe.receive()[1]


def _limit(memory):
    if memory:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _limit_cpu(seconds):
    if seconds:
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _end_with(parent):
    """Ends the worker when its server is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def main():
    memory, cpu = int(sys.argv[1]), int(sys.argv[2])
    parent = os.getppid()
    pipe = _Pipe()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    import datetime
    import json
    import logging

    import noetl_duckdb
    import noetl_runner
    import noetl_state
    import noetl_streams

    host = _Host(pipe)
    noetl_duckdb.install()
    noetl_streams.install()
    noetl_streams.reset_logging()
    sys.argv = [""]
    sys.path[:] = [place for place in sys.path if place != os.path.dirname(os.path.abspath(__file__))] + [
        os.path.dirname(os.path.abspath(__file__))
    ]
    _limit(memory)
    noetl_state.snapshot()
    pipe.send(b"T", b"1")
    while True:
        _, request = pipe.receive()
        _limit_cpu(cpu)
        noetl_streams.begin(host)
        try:
            result = noetl_runner.run(request, host)
        finally:
            noetl_streams.end()
        pipe.end_errors()
        pipe.send(b"R", result)
        noetl_streams.reset_logging()
        again = noetl_state.restore(noetl_runner.last)
        pipe.send(b"T", b"1" if again else b"0")


main()

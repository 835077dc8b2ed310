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


def _limit(memory, file_size, processes):
    import resource

    def bound(kind, value):
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))

    bound(resource.RLIMIT_CORE, 0)
    if file_size:
        bound(resource.RLIMIT_FSIZE, file_size)
    if processes:
        # the system counts all of the user, the server among them
        bound(resource.RLIMIT_NPROC, _tasks_of_user() + processes)
    if memory:
        bound(resource.RLIMIT_AS, memory)


def _tasks_of_user():
    count = 0
    for name in os.listdir("/proc") if os.path.isdir("/proc/self/task") else ():
        try:
            if name.isdigit() and os.stat("/proc/" + name).st_uid == os.getuid():
                count += len(os.listdir(f"/proc/{name}/task"))
        except OSError:
            pass  # it has ended
    return count


def _lead():
    """Makes the worker the head of all that its calls start: what they leave behind becomes its child."""
    try:
        os.setsid()
        import ctypes

        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    except (OSError, ImportError, AttributeError):
        pass  # not on Linux


def _alone():
    """Whether nothing runs any more that the calls have started."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return True
    return False


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
    memory, cpu, file_size, processes = map(int, sys.argv[1:])
    parent = os.getppid()
    pipe = _Pipe()
    _lead()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    import datetime
    import json
    import logging

    import noetl_duckdb
    import noetl_files
    import noetl_runner
    import noetl_state
    import noetl_streams

    host = _Host(pipe)
    noetl_duckdb.install()
    noetl_streams.install()
    noetl_files.install()
    noetl_streams.reset_logging()
    sys.argv = [""]
    _limit(memory, file_size, processes)
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
        again = noetl_state.restore(noetl_runner.last) and _alone()
        pipe.send(b"T", b"1" if again else b"0")


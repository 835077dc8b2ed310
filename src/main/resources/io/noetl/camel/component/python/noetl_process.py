"""Takes away what would reach beyond an interpreter on GraalPy, into the process that all share.

A built-in module keeps its functions in its namespace alone and is never made anew, so that what is
replaced there is out of reach.
"""
import errno
import sys

_MAIN_THREAD_ONLY = "signal only works in main thread of the main interpreter"
# of built-in modules: what changes or ends the process, its clock, its locks, or starts threads past the bound
_TAKEN = {
    "_signal": (ValueError, ("signal", "alarm", "setitimer", "siginterrupt", "set_wakeup_fd", "raise_signal",
                             "pthread_kill", "pthread_sigmask", "pause", "sigwait")),
    "_thread": (RuntimeError, ("interrupt_main",)),
    "sys": (RuntimeError, ("setswitchinterval",)),
    "faulthandler": (RuntimeError, ("dump_traceback_later", "enable", "register")),
    "polyglot": (RuntimeError, ("__set_gil_locked_during_foreign_calls__", "export_value", "import_value")),
    "__graalpython__": (RuntimeError, ("dump_heap", "dump_truffle_ast", "tdebug", "run_path", "replicate_extensions_in_venv",
                                       "storage_to_native", "storage_to_native_primitive", "clear_interop_type_registry")),
}


def _taken(name, error):
    message = _MAIN_THREAD_ONLY if error is ValueError else f"{name} would change the process that all calls share"

    def refused(*args, **kwargs):
        raise error(message)

    refused.__name__ = refused.__qualname__ = name.rpartition(".")[2]
    return refused


# what the engine's POSIX lacks and answers with an error that no code can catch
_UNSUPPORTED = ("chown", "fchown", "lchown", "killpg", "openpty", "getpgid", "setpgid", "setpgrp", "getpgrp", "getsid",
                "setsid", "getppid")


def _unsupported(name):
    def refused(*args, **kwargs):
        raise OSError(errno.ENOSYS, f"os.{name} does not work on the engine graalpy")

    refused.__name__ = refused.__qualname__ = name
    return refused


def _complete_posix():
    import os
    import posix

    given = {name: _unsupported(name) for name in _UNSUPPORTED if hasattr(posix, name)}
    given |= {"geteuid": posix.getuid, "getegid": posix.getgid}
    for name, function in given.items():
        setattr(posix, name, function)
        setattr(os, name, function)


def take_away(java):
    """Replaces them, and has threads started by java, which counts them."""
    _complete_posix()
    for module_name, (error, names) in _TAKEN.items():
        module = __import__(module_name)
        public = sys.modules.get(module_name.removeprefix("_"))
        for name in names:
            original = module.__dict__.get(name)
            if original is not None:
                _replace((module, public), name, original, _taken(f"{module_name}.{name}", error))
    _replace_tzset()
    _bound_threads(java)


def _replace(modules, name, original, refused):
    for module in modules:
        if module is not None and module.__dict__.get(name) is original:
            setattr(module, name, refused)


def _replace_tzset():
    import time

    def tzset():
        """Does nothing: the time zone is the process's, and TZ is read when that starts."""

    time.tzset = tzset


def _bound_threads(java):
    import _thread
    import threading

    java.threadsStartBy(_thread.start_new_thread)

    def start_new_thread(function, args, kwargs={}, /):
        if not callable(function):
            raise TypeError("first arg must be callable")
        started = java.startThread(lambda: function(*args, **kwargs), ())
        if started is None:
            raise RuntimeError("can't start new thread")
        return started

    _thread.start_new_thread = _thread.start_new = start_new_thread
    threading._start_new_thread = start_new_thread

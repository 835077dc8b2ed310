"""The GraalPy side of a call: hosts are Java objects, bytes travel as Latin-1 text."""
import sys

import noetl_files
import noetl_runner
import noetl_state
import noetl_streams


class _Host:
    """The host of noetl_runner over the Java object of this interpreter."""

    def __init__(self, java):
        self._java = java
        self.log = java.log

    def context(self):
        return self._java.context().encode("latin-1")

    def context_value(self, name):
        return self._java.contextValue(name).encode("latin-1")


_java = None


def duckdb():
    """The Java side of the module duckdb."""
    return _java.duckdb()


def xml():
    """The Java side of the module pyexpat."""
    return _java.xml()


def prepare(java):
    """Readies the interpreter; returns the function that Java calls for each call."""
    global _java
    _java = java
    import noetl_process

    noetl_process.take_away(java)
    import noetl_unicode

    noetl_unicode.install(java.unicode())
    import datetime
    import json
    import logging

    network = java.network()
    if network is not None:
        import noetl_sockets

        noetl_sockets.install(network)
    host = _Host(java)
    noetl_streams.install()
    noetl_files.install()
    noetl_streams.reset_logging()
    sys.argv = [""]
    noetl_state.snapshot()

    def call(request):
        noetl_streams.begin(host)
        try:
            return noetl_runner.run(request.encode("latin-1"), host)
        finally:
            noetl_streams.end()

    return call


def tidy():
    """Readies the interpreter for the next call; false when it must not be used again."""
    noetl_streams.reset_logging()
    return noetl_state.restore(noetl_runner.last)

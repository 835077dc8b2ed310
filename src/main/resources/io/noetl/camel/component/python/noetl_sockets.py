"""Sockets of restricted code: Java connects, to the hosts that the operator allows and to no others.

The interpreter itself has no network. What is here only makes socket, ssl and select use what Java gives.
"""
import errno
import marshal
import select
import selectors  # before select changes: event loops wait for nothing but each other
import socket
import ssl

_FIRST_NUMBER = 1 << 20  # of files; no real one is so high
_real = socket.socket
_net = None


def _ask(reply):
    answer = marshal.loads(reply.encode("latin-1"))
    if answer[0]:
        return answer[1:]
    kind, message = answer[1:]
    if kind == "denied":
        raise PermissionError(errno.EACCES, message)
    if kind == "timeout":
        raise TimeoutError(message)
    if kind == "refused":
        raise ConnectionRefusedError(errno.ECONNREFUSED, message)
    raise ConnectionError(errno.ECONNRESET, message)


def _denied(what):
    raise PermissionError(errno.EACCES, f"restricted code may not {what}")


class Socket:
    """A TCP connection to an allowed host, with the methods of socket.socket."""

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is not None:
            _denied("take over a socket")
        self.family = socket.AF_INET if family == -1 else family
        self.type = socket.SOCK_STREAM if type == -1 else type
        self.proto = 0 if proto == -1 else proto
        if self.family not in (socket.AF_INET, socket.AF_INET6) or self.type != socket.SOCK_STREAM:
            _denied("open sockets that are not TCP")
        self._timeout = socket.getdefaulttimeout()
        self._number = None
        self._here = self._there = ("0.0.0.0", 0)
        self._io_refs = 0
        self._closed = False

    makefile = _real.makefile
    _decref_socketios = _real._decref_socketios
    __enter__ = _real.__enter__
    __exit__ = _real.__exit__

    def connect(self, address):
        number, here, there = _ask(_net.connect(str(address[0]), int(address[1]), self._timeout or 0.0))
        self._number, self._here, self._there = number, tuple(here), tuple(there)

    def connect_ex(self, address):
        try:
            self.connect(address)
        except OSError as error:
            return error.errno or errno.ETIMEDOUT
        return 0

    def _connected(self):
        if self._number is None:
            raise OSError(errno.ENOTCONN, "the socket is not connected")
        return self._number

    def send(self, data, flags=0):
        data = bytes(data)
        _ask(_net.send(self._connected(), data.decode("latin-1")))
        return len(data)

    def sendall(self, data, flags=0):
        self.send(data)

    def recv(self, size, flags=0):
        return _ask(_net.receive(self._connected(), size, self._timeout or 0.0))[0] if size else b""

    def recv_into(self, buffer, size=0, flags=0):
        view = memoryview(buffer).cast("B")
        data = self.recv(size or len(view))
        view[: len(data)] = data
        return len(data)

    def settimeout(self, seconds):
        if seconds is not None and seconds == 0:
            _denied("use sockets that do not wait (asyncio's connections)")
        self._timeout = seconds

    def gettimeout(self):
        return self._timeout

    def setblocking(self, flag):
        self.settimeout(None if flag else 0.0)

    def getblocking(self):
        return True

    def getpeername(self):
        self._connected()
        return self._there

    def getsockname(self):
        return self._here

    def setsockopt(self, *option):
        pass

    def getsockopt(self, *option):
        return 0

    def fileno(self):
        return -1 if self._closed or self._number is None else _FIRST_NUMBER + self._number

    def shutdown(self, how):
        if how != socket.SHUT_RD:
            _ask(_net.endOutput(self._connected()))

    def _real_close(self):
        number, self._number = self._number, None
        if number is not None:
            _net.close(number)

    def close(self):
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def bind(self, address):
        if address[1] or address[0] not in ("", "0.0.0.0", "::"):
            _denied("bind sockets")

    def listen(self, *backlog):
        _denied("listen")

    def accept(self):
        _denied("listen")

    def detach(self):
        _denied("take sockets apart")

    dup = detach


class TlsSocket(Socket):
    """TLS over a Socket: the interpreter encrypts in memory."""

    @classmethod
    def _create(cls, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True,
                server_hostname=None, context=None, session=None):
        made = cls(sock.family)
        made._plain, made.context, made.server_hostname = sock, context, server_hostname
        made._number, made._here, made._there, made._timeout = sock._number, sock._here, sock._there, sock._timeout
        made._in, made._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        made._tls = context.wrap_bio(made._in, made._out, server_side=server_side, server_hostname=server_hostname)
        if do_handshake_on_connect:
            made.do_handshake()
        return made

    def _run(self, step, *arguments):
        while True:
            try:
                result = step(*arguments)
            except ssl.SSLWantReadError:
                self._flush()
                data = Socket.recv(self, 65536)
                if data:
                    self._in.write(data)
                else:
                    self._in.write_eof()
            except ssl.SSLError:
                self._flush()
                raise
            else:
                self._flush()
                return result

    def _flush(self):
        data = self._out.read()
        if data:
            Socket.send(self, data)

    def do_handshake(self, block=False):
        self._run(self._tls.do_handshake)

    def send(self, data, flags=0):
        return self._run(self._tls.write, bytes(data))

    def sendall(self, data, flags=0):
        rest = bytes(data)
        while rest:
            rest = rest[self.send(rest):]

    def recv(self, size, flags=0):
        try:
            return self._run(self._tls.read, size) if size else b""
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return b""

    read, write = recv, send

    def pending(self):
        return self._tls.pending()

    def unwrap(self):
        self._run(self._tls.unwrap)
        return self._plain

    def __getattr__(self, name):
        if name in ("getpeercert", "cipher", "version", "selected_alpn_protocol", "compression", "shared_ciphers",
                    "selected_npn_protocol", "get_channel_binding", "session", "session_reused"):
            return getattr(self._tls, name)
        raise AttributeError(name)


def _getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The name itself: Java looks its addresses up when it connects."""
    if isinstance(host, bytes):
        host = host.decode()
    found = socket.AF_INET6 if family == socket.AF_INET6 else socket.AF_INET
    return [(found, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (host or "localhost", int(port or 0)))]


def _number(file):
    return file if isinstance(file, int) else file.fileno()


def _readable(file, seconds):
    return _number(file) >= _FIRST_NUMBER and _net.readable(_number(file) - _FIRST_NUMBER, seconds)


def _select(readers, writers, errors, timeout=None):
    ready = [one for one in readers if _readable(one, 0.0 if writers else timeout or 0.0)]
    return ready, list(writers), []


def install(net):
    """Makes code of this interpreter use the connections that net, a Java object, gives."""
    global _net
    _net = net
    socket.socket = socket.SocketType = Socket
    socket.getaddrinfo = _getaddrinfo
    ssl.SSLContext.sslsocket_class = TlsSocket
    select.select = _select  # GraalPy has no poll

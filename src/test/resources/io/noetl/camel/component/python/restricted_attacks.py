"""Ways out of restricted code, in many spellings. A line LED tells of each that led somewhere.

FOLDER is a folder outside; PACKAGES the folder of packages, with a link out of it, link.txt, and a folder link, up.
Some end the whole call: AFTER is the number of the last one tried before; each prints its number.
"""
import builtins, codecs, importlib, importlib.machinery, importlib.util, io, linecache, os, pathlib, shutil, sys, tempfile
import glob, gzip, json, runpy, tokenize, zipfile, zipimport

LIBRARY = os.path.dirname(os.__file__)
TARGETS = [os.__file__, LIBRARY + "/json/__init__.py", LIBRARY + "/evil.py", LIBRARY + "/../core/modules/evil.py",
           LIBRARY + "/__pycache__/os.graalpy.pyc", PACKAGES + "/given.py", PACKAGES + "/evil.py", FOLDER + "/evil.py",
           "/tmp/noetl-evil.py", "/noetl-python-home/evil.py", "evil.py", "./evil.py", "~/evil.py", "//tmp/noetl-evil.py",
           LIBRARY + "/../../tmp/noetl-evil.py", PACKAGES + "/../evil.py", PACKAGES + "/up/evil.py"]
SECRETS = ["/etc/passwd", "/etc/hostname", "//etc/passwd", "/proc/self/environ", "/proc/self/cmdline", "/proc/self/maps",
           "/proc/1/environ", "/dev/fd/0", "/proc/self/fd/0", "/dev/stdin", "/sys/kernel/hostname", FOLDER + "/outside.txt",
           PACKAGES + "/link.txt", PACKAGES + "/../outside.txt", PACKAGES + "/./.././outside.txt", PACKAGES + "/up/outside.txt",
           LIBRARY + "/../../etc/passwd", LIBRARY + "/json/../../../etc/passwd", "../etc/passwd", "etc/passwd",
           "/noetl-python-home/../etc/passwd", os.path.expanduser("~/.bashrc"), "/root/.noetl", "/tmp",
           PACKAGES + "/up", PACKAGES + "//..//outside.txt", b"/etc/passwd", pathlib.Path("/etc/passwd"), "file:///etc/passwd"]
tried = 0


def attempt(name, act):
    global tried
    tried += 1
    if tried <= AFTER:
        return
    print(tried, name)
    try:
        found = act()
    except BaseException:
        return
    if found not in (None, False, 0, "", b"", [], (), {}):
        print("LED", name, repr(found)[:100])


def text(path):
    return os.fsdecode(path)


for path in SECRETS:
    for way, act in {
        "open": lambda: open(path).read(1) or "opened",
        "open bytes": lambda: open(path, "rb").read(1) or "opened",
        "os.open": lambda: os.open(path, os.O_RDONLY) + 1,
        "os.open path": lambda: os.open(path, getattr(os, "O_PATH", 0)) + 1,
        "os.open nofollow": lambda: os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)) + 1,
        "os.open directory": lambda: os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)) + 1,
        "os.stat": lambda: os.stat(path),
        "os.lstat": lambda: os.lstat(path),
        "os.access": lambda: os.access(path, os.R_OK),
        "os.access f": lambda: os.access(path, os.F_OK),
        "exists": lambda: os.path.exists(path),
        "listdir": lambda: os.listdir(path) and True,
        "scandir": lambda: [entry.name for entry in os.scandir(path)],
        "readlink": lambda: os.readlink(path),
        "realpath strict": lambda: os.path.realpath(path, strict=True) if "link" in text(path) or "up" in text(path) else None,
        "chdir": lambda: (os.chdir(path), True)[1],
        "FileIO": lambda: io.FileIO(path).read(1) or "opened",
        "open_code": lambda: io.open_code(text(path)).read(1) or "opened",
        "codecs": lambda: codecs.open(text(path)).read(1) or "opened",
        "linecache": lambda: linecache.getlines(text(path)),
        "tokenize": lambda: tokenize.open(path).read(1) or "opened",
        "loader": lambda: importlib.machinery.SourceFileLoader("x", text(path)).get_data(text(path)) or "read",
        "run_path": lambda: runpy.run_path(text(path)) or "ran",
        "copy": lambda: shutil.copyfile(path, "/tmp/noetl-copy"),
        "walk": lambda: [x for x in os.walk(path)],
        "statvfs": lambda: os.statvfs(path) and True,
        "getxattr": lambda: os.listxattr(path),
        "gzip": lambda: gzip.open(path).read(1) or "opened",
        "zipimport": lambda: zipimport.zipimporter(text(path)),
        "chmod": lambda: (os.chmod(path, 0o777), True)[1],
    }.items():
        attempt(f"{way} {path}", act)

for path in TARGETS:
    for way, act in {
        "open w": lambda: open(path, "w").write("EVIL = 1"),
        "open a": lambda: open(path, "a").write("EVIL = 1"),
        "open x": lambda: open(path, "x").write("EVIL = 1"),
        "open r+": lambda: open(path, "r+").write("EVIL = 1"),
        "open wb 0": lambda: open(path, "wb", buffering=0).write(b"EVIL = 1"),
        "os.open w": lambda: os.write(os.open(path, os.O_WRONLY), b"EVIL = 1"),
        "os.open rw": lambda: os.write(os.open(path, os.O_RDWR), b"EVIL = 1"),
        "os.open creat": lambda: os.open(path, os.O_CREAT) + 1,
        "os.open trunc": lambda: os.open(path, os.O_TRUNC | os.O_RDONLY) and len(open(path).read()) == 0,
        "os.open append": lambda: os.write(os.open(path, os.O_APPEND | os.O_WRONLY), b"x"),
        "os.open excl": lambda: os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY) + 1,
        "os.open tmpfile": lambda: os.open(os.path.dirname(path), getattr(os, "O_TMPFILE", os.O_WRONLY) | os.O_RDWR) + 1,
        "truncate": lambda: (os.truncate(path, 0), True)[1],
        "ftruncate": lambda: (os.ftruncate(os.open(path, os.O_RDONLY), 0), True)[1],
        "remove": lambda: (os.remove(path), True)[1],
        "unlink": lambda: (pathlib.Path(path).unlink(), True)[1],
        "rename": lambda: (os.rename(path, path + "2"), True)[1],
        "replace": lambda: (os.replace(os.__file__, path), True)[1],
        "link": lambda: (os.link(os.__file__, path + "2"), True)[1],
        "symlink": lambda: (os.symlink("/etc/passwd", path + "2"), True)[1],
        "mkdir": lambda: (os.mkdir(path + "2"), True)[1],
        "makedirs": lambda: (os.makedirs(path + "2/a"), True)[1],
        "rmdir": lambda: (os.rmdir(os.path.dirname(path)), True)[1],
        "rmtree": lambda: (shutil.rmtree(os.path.dirname(path)), True)[1],
        "chmod": lambda: (os.chmod(path, 0o777), True)[1],
        "chown": lambda: (os.chown(path, 0, 0), True)[1],
        "utime": lambda: (os.utime(path, (0, 0)), True)[1],
        "mkfifo": lambda: (os.mkfifo(path + "2"), True)[1],
        "mknod": lambda: (os.mknod(path + "2"), True)[1],
        "touch": lambda: (pathlib.Path(path + "2").touch(), True)[1],
        "write_text": lambda: pathlib.Path(path).write_text("EVIL = 1"),
        "FileIO w": lambda: io.FileIO(path, "w").write(b"EVIL = 1"),
        "FileIO fd": lambda: io.FileIO(os.open(path, os.O_RDONLY), "w").write(b"EVIL = 1"),
        "fdopen": lambda: os.fdopen(os.open(path, os.O_RDONLY), "wb", 0).write(b"EVIL = 1"),
        "move": lambda: shutil.move(os.__file__, path),
        "copyfile": lambda: shutil.copyfile(os.__file__, path),
        "copytree": lambda: shutil.copytree(LIBRARY + "/json", path + "2"),
        "gzip": lambda: gzip.open(path, "wb").write(b"x"),
        "zipfile": lambda: zipfile.ZipFile(path, "w"),
        "set_data": lambda: (importlib.machinery.SourceFileLoader("x", path).set_data(path, b"EVIL = 1"), os.path.exists("/x"))[1],
        "py_compile": lambda: __import__("py_compile").compile(os.__file__, path, doraise=True),
        "dbm": lambda: __import__("dbm.dumb").dumb.open(path, "n"),
        "shelve": lambda: __import__("shelve").open(path),
        "sqlite3": lambda: __import__("sqlite3").connect(path),
        "mmap": lambda: __import__("mmap").mmap(os.open(path, os.O_RDONLY), 0, access=__import__("mmap").ACCESS_WRITE).write(b"EVIL"),
        "mailbox": lambda: __import__("mailbox").mbox(path).lock(),
        "logging": lambda: __import__("logging").FileHandler(path),
        "trace": lambda: os.sendfile(os.open(path, os.O_WRONLY), os.open(os.__file__, os.O_RDONLY), 0, 10),
        "posix": lambda: __import__("posix").open(path, 1) + 1,
        "tempfile": lambda: tempfile.mkstemp(dir=os.path.dirname(path)),
        "named temp": lambda: tempfile.NamedTemporaryFile(dir=os.path.dirname(path)),
        "truffle": lambda: __graalpython__.run_path(),
        "dump": lambda: __import__("marshal").dump(1, open(path, "wb")),
    }.items():
        attempt(f"{way} {path}", act)

for name, act in {
    "posixsubprocess": lambda: __import__("_posixsubprocess").fork_exec([b"/bin/true"], [b"/bin/true"], True, (), None, None, -1, -1, -1, -1, -1, -1, -1, -1, True, False, 0, None, None, None, -1, None, False),
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "spawnv": lambda: os.spawnv(os.P_WAIT, "/bin/true", ["true"]) + 1,
    "execve": lambda: os.execve("/bin/true", ["true"], {}),
    "forkpty": lambda: os.forkpty(),
    "ctypes": lambda: __import__("ctypes").CDLL("libc.so.6").getpid(),
    "ctypes file": lambda: __import__("ctypes").CDLL("/lib/x86_64-linux-gnu/libc.so.6"),
    "ctypes dlopen": lambda: __import__("_ctypes").dlopen("libc.so.6", 2),
    "ctypes memory": lambda: __import__("ctypes").string_at(4096, 1),
    "extension": lambda: importlib.machinery.ExtensionFileLoader("x", "/tmp/x.so").create_module(importlib.machinery.ModuleSpec("x", None, origin="/tmp/x.so")),
    "shm": lambda: __import__("_posixshmem").shm_open("/noetl", os.O_CREAT | os.O_RDWR, 0o600) + 1,
    "shared_memory": lambda: __import__("multiprocessing.shared_memory").shared_memory.SharedMemory(create=True, size=10),
    "multiprocessing": lambda: __import__("multiprocessing").get_context("spawn").Process(target=print).start() or True,
    "pty": lambda: __import__("pty").openpty(),
    "memfd": lambda: os.memfd_create("x") + 1,
    "stdin": lambda: os.read(0, 1),
    "java": lambda: __import__("java").type("java.nio.file.Files"),
    "java add": lambda: __import__("java").add_to_classpath("/tmp/x.jar") or True,
    "java eval": lambda: __import__("polyglot").eval(language="python", path="/etc/passwd"),
    "java eval nfi": lambda: __import__("polyglot").eval(language="nfi", string="default"),
    "heap": lambda: __graalpython__.dump_heap(),
    "heap by builtins": lambda: builtins.__graalpython__.dump_heap(),
    "heap by sys": lambda: sys.modules["__graalpython__"].dump_heap(),
    "host class": lambda: __import__("noetl_graalpy")._java.__class__.getClassLoader(),
    "host field": lambda: __import__("noetl_graalpy")._java.job,
    "host files": lambda: __import__("noetl_graalpy")._java.modules,
    "host unicode": lambda: __import__("noetl_graalpy")._java.unicode().getClass(),
    "ssl file": lambda: __import__("ssl").SSLContext(2).load_verify_locations("/etc/ssl/certs/ca-certificates.crt") or True,
    "ssl chain": lambda: __import__("ssl").SSLContext(2).load_cert_chain("/etc/ssl/private/x.pem") or True,
    "readline": lambda: __import__("readline").read_history_file("/etc/passwd") or __import__("readline").get_current_history_length(),
    "readline write": lambda: (__import__("readline").write_history_file("/tmp/noetl-history"), True)[1],
    "faulthandler": lambda: (__import__("faulthandler").dump_traceback_later(0.01, exit=True), True)[1],
    "signal": lambda: __import__("signal").signal(15, lambda *a: None) or True,
    "_signal": lambda: __import__("_signal").signal(15, 1) or True,
    "ignore": lambda: __import__("signal").signal(__import__("signal").SIGTERM, __import__("signal").SIG_IGN) or True,
    "raise_signal": lambda: (__import__("signal").raise_signal(10), True)[1],
    "_raise_signal": lambda: (__import__("_signal").raise_signal(10), True)[1],
    "alarm": lambda: (__import__("signal").alarm(1), True)[1],
    "setitimer": lambda: (__import__("signal").setitimer(0, 0.01), True)[1],
    "builtin again": lambda: importlib.machinery.BuiltinImporter.create_module(importlib.util.find_spec("_signal")).signal(15, 1) or True,
    "imp again": lambda: __import__("_imp").create_builtin(importlib.machinery.ModuleSpec("_signal", None)).raise_signal(10) or True,
    "reload": lambda: importlib.reload(sys.modules.get("_signal") or __import__("_signal")).signal(15, 1) or True,
    "pop": lambda: (sys.modules.pop("_signal", None), __import__("_signal").signal(15, 1), True)[2],
    "signal closure": lambda: [c.cell_contents for c in __import__("_signal").signal.__closure__ if c.cell_contents.__class__.__name__ == "builtin_function_or_method"],
    "interrupt_main": lambda: (__import__("_thread").interrupt_main(), True)[1],
    "switch interval": lambda: (sys.setswitchinterval(1000), True)[1],
    "gil": lambda: (__import__("polyglot").__set_gil_locked_during_foreign_calls__(True), True)[1],
    "thread closure": lambda: [c.cell_contents for c in __import__("_thread").start_new_thread.__closure__ if "builtin" in type(c.cell_contents).__name__],
    "kill": lambda: (os.kill(os.getppid(), 0), True)[1],
    "kill self": lambda: (os.kill(os.getpid(), 15), True)[1],
    "killpg": lambda: (os.killpg(0, 15), True)[1],
    "renice": lambda: (os.setpriority(0, 0, 19), True)[1],
    "rlimit": lambda: (__import__("resource").setrlimit(7, (1, 1)), True)[1],
    "setuid": lambda: (os.setuid(65534), True)[1],
    "socket": lambda: __import__("socket").create_connection(("127.0.0.1", 22)),
    "unix socket": lambda: __import__("socket").socket(__import__("socket").AF_UNIX).connect("/run/x.sock"),
    "_socket": lambda: __import__("_socket").socket().connect(("127.0.0.1", 22)),
    "dns": lambda: __import__("socket").gethostbyname("localhost"),
    "_dns": lambda: __import__("_socket").getaddrinfo("localhost", 22),
    "glob": lambda: glob.glob("/*"),
    "glob library up": lambda: glob.glob(LIBRARY + "/../../*"),
    "zip": lambda: sys.path.insert(0, "/usr/share/x.zip") or importlib.util.find_spec("evilmodule"),
    "environment": lambda: {k: v for k, v in os.environ.items() if k not in ("GIVEN", "UNSAFE_PYO3_SKIP_VERSION_CHECK")},
    "environment c": lambda: os.getenv("PATH") or os.getenv("HOME"),
    "environment b": lambda: [k for k in os.environb if k not in (b"GIVEN", b"UNSAFE_PYO3_SKIP_VERSION_CHECK")],
    "argv": lambda: [a for a in getattr(sys, "orig_argv", ()) if a],
}.items():
    attempt(name, act)

result = tried

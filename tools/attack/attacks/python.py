"""Restricted Python: no file of the machine, no process, no environment, no network, no library that others run."""

from kit import Broken, attack, each

GROUP = "2 python"

WRITES = {
    "beside os.py": "import os\nopen(os.path.join(os.path.dirname(os.__file__), 'zz_attack.py'), 'w').write('x = 1')",
    "by pathlib": "import json, pathlib\n(pathlib.Path(json.__file__).parent / 'zz.py').write_text('x')",
    "by io.FileIO": "import io, os\nio.FileIO(os.path.dirname(os.__file__) + '/zz.py', 'wb').write(b'x')",
    "by os.open": "import os\nos.write(os.open(os.path.dirname(os.__file__) + '/zz.py', os.O_CREAT | os.O_RDWR), b'x')",
    "by posix": "import os\np = __import__('posix')\np.write(p.open(os.path.dirname(os.__file__) + '/zz.py', p.O_CREAT | p.O_WRONLY, 0o644), b'x')",
    "append to a module": "import json.decoder as d\nopen(d.__file__, 'a').write('#')",
    "read and write": "import json.decoder as d\nopen(d.__file__, 'r+b').write(b'#')",
    "truncate": "import os, json.decoder as d\nos.truncate(d.__file__, 0)",
    "rename": "import os, json.decoder as d\nos.rename(d.__file__, d.__file__ + '.old')",
    "replace": "import os, json.decoder as d\nos.replace(d.__file__, d.__file__ + '.old')",
    "remove": "import os, json.scanner as d\nos.unlink(d.__file__)",
    "rmtree": "import shutil, os, json\nshutil.rmtree(os.path.dirname(json.__file__) + '/__pycache__')\nshutil.rmtree(os.path.dirname(json.__file__))",
    "symlink": "import os\nos.symlink('{canary}', os.path.dirname(os.__file__) + '/zz.txt')\nprint(open(os.path.dirname(os.__file__) + '/zz.txt').read())",
    "hard link": "import os\nos.link('{canary}', os.path.dirname(os.__file__) + '/zz.txt')",
    "mkdir": "import os\nos.mkdir(os.path.dirname(os.__file__) + '/zzdir')",
    "mknod": "import os\nos.mknod(os.path.dirname(os.__file__) + '/zzfifo')",
    "chmod": "import os, json.decoder as d\nos.chmod(d.__file__, 0o777)",
    "utime": "import os, json.decoder as d\nos.utime(d.__file__, (1, 1))",
    "byte code": "import py_compile, json.decoder as d\npy_compile.compile(d.__file__, cfile=d.__file__ + 'c', doraise=True)",
    "an archive": "import zipfile, os\nzipfile.ZipFile(os.path.dirname(os.__file__) + '/zz.zip', 'w').writestr('a', 'b')",
    "a file of the machine": "open('{mark}', 'w').write('x')",
    "a log handler": "import logging\nlogging.FileHandler('{mark}').emit(logging.makeLogRecord({{}}))",
    "sqlite": "import sqlite3\nsqlite3.connect('{mark}').execute('CREATE TABLE t (a)')",
    "shelve": "import shelve\nshelve.open('{mark}')['a'] = 1",
    "a temporary file, moved": "import tempfile, shutil\nf = tempfile.NamedTemporaryFile(delete=False)\nf.write(b'x')\nf.close()\nshutil.move(f.name, '{mark}')",
    "the duckdb module": "import duckdb\nduckdb.sql(\"COPY (SELECT 1) TO '{mark}'\")",
    "a dump of frames": "import faulthandler\nfaulthandler.dump_traceback(open('{mark}', 'w'))",
}

READS = {
    "open": "print(open('{canary}').read())",
    "a path with dots": "import os\nprint(open(os.path.dirname(os.__file__) + '/../../../../../../../../../../../..{canary}').read())",
    "by /proc/self/root": "print(open('/proc/self/root{canary}').read())",
    "by /proc/self/cwd": "print(open('/proc/self/cwd/../../../../../../..{canary}').read())",
    "by a folder's number": "import os\nd = os.open('/', os.O_RDONLY)\nprint(os.read(os.open('{canary}'[1:], os.O_RDONLY, dir_fd=d), 100))",
    "as bytes": "print(open(b'{canary}', 'rb').read())",
    "by linecache": "import linecache\nprint(linecache.getline('{canary}', 1))",
    "by tokenize": "import tokenize\nprint(tokenize.open('{canary}').read())",
    "by fileinput": "import fileinput\nprint(list(fileinput.input(['{canary}'])))",
    "by mmap": "import mmap, os\nf = os.open('{canary}', os.O_RDONLY)\nprint(mmap.mmap(f, 0, prot=mmap.PROT_READ)[:])",
    "by runpy": "import runpy\nrunpy.run_path('{canary}')",
    "by importlib": "import importlib.util as u\ns = u.spec_from_file_location('c', '{canary}')\nprint(s.loader.get_data('{canary}'))",
    "as source": "import importlib.machinery as m\nprint(m.SourceFileLoader('c', '{canary}').get_source('c'))",
    "by shutil": "import shutil, io, sys\nshutil.copyfileobj(open('{canary}'), sys.stdout)",
    "by url": "import urllib.request\nprint(urllib.request.urlopen('file://{canary}').read())",
    "by codecs": "import codecs\nprint(codecs.open('{canary}').read())",
    "by configparser": "import configparser\nc = configparser.ConfigParser()\nc.read('{canary}')",
    "by a traceback of it": "exec(compile('raise ValueError(1)', '{canary}', 'exec'))",
    "by the duckdb module": "import duckdb\nprint(duckdb.sql(\"SELECT content FROM read_text('{canary}')\").fetchall())",
    "by inspect": "import inspect, types\ncode = compile('def f(): pass', '{canary}', 'exec')\nn = {{}}\nexec(code, n)\nprint(inspect.getsource(n['f']))",
    "its folder": "import os\nfor e in os.scandir(os.path.dirname('{canary}')): print(open(e.path).read())",
    "glob": "import glob\nfor f in glob.glob('{folder}/*'): print(open(f).read())",
    "the environment": "import os\nprint(dict(os.environ))",
    "the environment as bytes": "import os\nprint(os.environb, os.getenv('ATTACK_ENVIRONMENT'))",
    "the environment of the process": "print(open('/proc/self/environ').read())",
    "a program": "import subprocess\nprint(subprocess.run(['cat', '{canary}'], capture_output=True))",
    "a shell": "import os\nprint(os.popen('cat {canary}; env').read())",
    "posix_spawn": "import os\nprint(os.posix_spawn('/bin/cat', ['cat', '{canary}'], {{}}))",
    "fork and exec": "import os\nif os.fork() == 0: os.execv('/bin/sh', ['sh', '-c', 'echo x > {mark}'])",
    "multiprocessing": "import multiprocessing as m\nm.Process(target=lambda: open('{mark}', 'w')).start()",
    "ctypes": "import ctypes\nprint(ctypes.CDLL(None).system(b'cat {canary} > {mark}'))",
    "Java": "import java\nprint(java.type('java.nio.file.Files').readString(java.type('java.nio.file.Path').of('{canary}')))",
    "polyglot": "import polyglot\nprint(polyglot.eval(language='js', string='load(\"{canary}\")'))",
    "the host's classes": "print(__graalpython__.java_get_class if hasattr(__graalpython__, 'java_get_class') else 1)\nimport jarray",
    "pickle": "import pickle\nprint(pickle.loads(b'cos\\nsystem\\n(S\"cat {canary} > {mark}\"\\ntR.'))",
    "pty": "import pty\npty.spawn(['cat', '{canary}'])",
    "a secret's file": "print(open('{work}/secrets/given').read(), open('{data}/master.key').read(), open('{data}/console.password').read())",
}

OUT = {
    "socket": "import socket\nsocket.create_connection(('127.0.0.1', {port}), 3).send(b'x')",
    "_socket": "import _socket\ns = _socket.socket(2, 1)\ns.connect(('127.0.0.1', {port}))",
    "udp to tcp by connect_ex": "import socket\nprint(socket.socket().connect_ex(('localhost', {port})))",
    "an IPv4 address in IPv6": "import socket\nsocket.socket(socket.AF_INET6).connect(('::ffff:127.0.0.1', {port}))",
    "urllib": "import urllib.request\nprint(urllib.request.urlopen('http://127.0.0.1:{port}/x').read())",
    "http.client": "import http.client\nh = http.client.HTTPConnection('0', {port})\nh.request('GET', '/')\nprint(h.getresponse().read())",
    "asyncio": "import asyncio\nasync def f():\n  r, w = await asyncio.open_connection('127.0.0.1', {port})\n  w.write(b'x')\n  await w.drain()\nasyncio.run(f())",
    "smtplib": "import smtplib\nsmtplib.SMTP('127.0.0.1', {port}, timeout=3)",
    "ftplib": "import ftplib\nftplib.FTP().connect('127.0.0.1', {port}, 3)",
    "a unix socket": "import socket, glob\nsocket.socket(socket.AF_UNIX).connect('/tmp/.s.PGSQL.{port}')",
    "the duckdb module": "import duckdb\nprint(duckdb.sql(\"SELECT * FROM read_csv('http://127.0.0.1:{port}/x.csv')\").fetchall())",
    "the duckdb module, postgres": "import duckdb\nduckdb.sql(\"ATTACH 'host=127.0.0.1 port={port}' AS p (TYPE postgres)\")",
    "a listener": "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen(1)\nprint('LISTENS', s.getsockname())",
    "xmlrpc": "import xmlrpc.client\nxmlrpc.client.ServerProxy('http://127.0.0.1:{port}').x()",
}


def filled(c, code, trap=None, mark=""):
    return code.format(canary=c.canary_file, folder=c.canary_file.rsplit("/", 1)[0], mark=mark, work=c.work, data=c.data,
                       port=trap.port if trap else 0)


def try_code(c, code):
    trap, mark = c.traps.new(), c.mark()
    run = c.python(filled(c, code, trap, mark))
    c.no_canary(run.text)
    c.must_end(run)
    trap.check()
    c.unmarked(mark)
    if "'LISTENS'" in run.text or "LISTENS (" in run.text:
        raise Broken("it listens on the machine")
    return run


def try_write(c, code):
    run = try_code(c, code)
    if run.done and "duckdb" not in code and "tempfile" not in code:
        raise Broken("it could: " + run.detail[-200:])


each(GROUP, {"write: " + name: code for name, code in WRITES.items()})(try_write)
each(GROUP, {"read: " + name: code for name, code in READS.items()})(try_code)
each(GROUP, {"out: " + name: code for name, code in OUT.items()})(try_code)


@attack(GROUP, "what restricted code left is run by nobody", alone=True)
def left(c):
    run = c.python("import json.decoder, os\nresult = {'zz': [f for f in os.listdir(os.path.dirname(os.__file__)) if f.startswith('zz')]}", folder="ops")
    if not run.done or '"zz":[]' not in run.detail.replace(" ", ""):
        raise Broken("the library was changed: " + run.detail[-300:])

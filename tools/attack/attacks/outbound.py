"""What must not be called: loopback of a server that is for others, by DuckDB's own code, by http and by all that calls by it."""

from kit import Broken, attack, each, playbook, quoted

DUCKDB = "5 duckdb"
OUT = "12 outbound"

WAYS = {
    "read_csv": "FROM read_csv('http://127.0.0.1:{p}/x.csv')",
    "read_parquet": "SELECT * FROM read_parquet(['http://127.0.0.1:{p}/x'])",
    "read_text": "SELECT * FROM read_text('http://localhost:{p}/x')",
    "a table that is an address": "SELECT * FROM 'http://127.0.0.1:{p}/x.csv'",
    "another name of loopback": "FROM read_csv('http://0x7f000001:{p}/x.csv')",
    "a short name of loopback": "FROM read_csv('http://127.1:{p}/x.csv')",
    "loopback in IPv6": "FROM read_csv('http://[::ffff:127.0.0.1]:{p}/x.csv')",
    "all addresses": "FROM read_csv('http://0.0.0.0:{p}/x.csv')",
    "a user in it": "FROM read_csv('http://a@127.0.0.1:{p}/x.csv')",
    "COPY TO": "COPY (SELECT 1) TO 'http://127.0.0.1:{p}/x.csv'",
    "ATTACH of an address": "ATTACH 'http://127.0.0.1:{p}/x.db' AS d",
    "S3": "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b', ENDPOINT '127.0.0.1:{p}', USE_SSL false, URL_STYLE 'path'); FROM read_csv('s3://b/x.csv')",
    "S3 by settings": "SET s3_endpoint='127.0.0.1:{p}'; SET s3_use_ssl=false; SET s3_url_style='path'; FROM read_csv('s3://b/x.csv')",
    "GCS": "CREATE SECRET s (TYPE gcs, KEY_ID 'a', SECRET 'b', ENDPOINT '127.0.0.1:{p}', USE_SSL false, URL_STYLE 'path'); FROM read_csv('gs://b/x.csv')",
    "a proxy as a setting": "SET http_proxy='http://127.0.0.1:{p}'; FROM read_csv('http://example.com/x.csv')",
    "a proxy reset": "RESET http_proxy; FROM read_csv('http://127.0.0.1:{p}/x.csv')",
    "a secret's proxy": "CREATE SECRET h (TYPE http, HTTP_PROXY 'http://127.0.0.1:{p}'); FROM read_csv('http://example.com/x.csv')",
    "a secret's proxy, quoted": "CREATE OR REPLACE SECRET h (TYPE \"http\", \"http_proxy\" '127.0.0.1:{p}'); FROM read_csv('http://example.com/x.csv')",
    "a secret's proxy, in a comment's shadow": "CREATE /* /* */ */ SECRET h (TYPE http, HTTP_/**/PROXY 'x', HTTP_PROXY $$127.0.0.1:{p}$$); FROM read_csv('http://example.com/x.csv')",
    "a secret for good": "CREATE PERSISTENT SECRET p{p} (TYPE http, HTTP_PROXY '127.0.0.1:{p}')",
    "an extension's repository": "INSTALL spatial FROM 'http://127.0.0.1:{p}'",
    "FORCE INSTALL": "FORCE INSTALL icu FROM 'http://127.0.0.1:{p}/repo'",
    "a repository as a setting": "SET custom_extension_repository='http://127.0.0.1:{p}'; INSTALL spatial",
    "LOAD of an address": "LOAD 'http://127.0.0.1:{p}/x.duckdb_extension'",
    "PostgreSQL": "ATTACH 'host=127.0.0.1 port={p} dbname=x' AS p (TYPE postgres)",
    "PostgreSQL, hostaddr": "ATTACH 'host=example.com hostaddr=127.0.0.1 port={p}' AS p (TYPE postgres)",
    "PostgreSQL, an address": "ATTACH 'postgresql://u@127.0.0.1:{p}/x' AS p (TYPE postgres)",
    "PostgreSQL, an encoded address": "ATTACH 'postgresql://u@%31%32%37.0.0.1:{p}/x' AS p (TYPE postgres)",
    "PostgreSQL, hosts of a list": "ATTACH 'host=example.invalid,127.0.0.1 port=5432,{p}' AS p (TYPE postgres)",
    "PostgreSQL, dollar quotes": "ATTACH $q$host=127.0.0.1 port={p}$q$ AS p (TYPE postgres)",
    "PostgreSQL, E quotes": "ATTACH E'host=\\x31\\x32\\x37.0.0.1 port={p}' AS p (TYPE postgres)",
    "PostgreSQL, a comment between": "ATTACH/* '*/'host=127.0.0.1 port={p}'/* '*/AS p (TYPE postgres)",
    "PostgreSQL, a prefix": "ATTACH 'postgres:host=127.0.0.1 port={p}' AS p",
    "PostgreSQL, options first": "ATTACH DATABASE IF NOT EXISTS 'host=127.0.0.1 port={p}' AS p (READ_ONLY, TYPE postgres, SCHEMA 'public')",
    "PostgreSQL, a unix socket": "ATTACH 'host=/tmp port={p}' AS p (TYPE postgres)",
    "PostgreSQL, the environment's host": "ATTACH '' AS p (TYPE postgres)",
    "PostgreSQL, a service": "ATTACH 'service=x' AS p (TYPE postgres)",
    "PostgreSQL, quotes that we can't read": "ATTACH 'host=''127.0.0.1'' port={p} options=''-c x=\\'' ''' AS p (TYPE postgres)",
    "PostgreSQL, a secret": "CREATE SECRET s (TYPE postgres, HOST '127.0.0.1', PORT {p}); ATTACH '' AS p (TYPE postgres, SECRET s)",
    "PostgreSQL, the default secret": "CREATE SECRET (TYPE postgres, HOST '127.0.0.1', PORT {p}); ATTACH '' AS p (TYPE postgres)",
    "postgres_scan": "SELECT * FROM postgres_scan('host=127.0.0.1 port={p}', 'public', 't')",
    "postgres_scan of parts": "SELECT * FROM postgres_scan('host=127.' || '0.0.1 port={p}', 'public', 't')",
    "postgres_scan in capitals and quotes": "SELECT * FROM \"POSTGRES_SCAN\"('host=127.0.0.1 port={p}', 'public', 't')",
    "postgres_scan by another catalog": "SELECT * FROM system.main.postgres_scan('host=127.0.0.1 port={p}', 'public', 't')",
    "postgres_query": "SELECT * FROM postgres_query('host=127.0.0.1 port={p}', 'SELECT 1')",
    "postgres_attach": "CALL postgres_attach('host=127.0.0.1 port={p}')",
    "PIVOT of query()": "PIVOT query('SELECT * FROM postgres_scan(''host=127.0.0.1 port={p}'', ''public'', ''t'')') ON a",
    "UNPIVOT of query()": "UNPIVOT query($$FROM postgres_scan('host=127.0.0.1 port={p}', 'public', 't')$$) ON a",
    "FROM with an alias before": "FROM a : query('FROM postgres_scan(''host=127.0.0.1 port={p}'', ''public'', ''t'')')",
    "MERGE USING query()": "CREATE TABLE t (a INT); MERGE INTO t USING query('FROM postgres_scan(''host=127.0.0.1 port={p}'', ''public'', ''t'')') q ON t.a = q.a WHEN MATCHED THEN DELETE",
    "DELETE USING query()": "CREATE TABLE t (a INT); DELETE FROM t USING query('FROM postgres_scan(''host=127.0.0.1 port={p}'', ''public'', ''t'')') q",
    "UPDATE FROM query()": "CREATE TABLE t (a INT); UPDATE t SET a = 1 FROM query('FROM postgres_scan(''host=127.0.0.1 port={p}'', ''public'', ''t'')') q",
    "INSERT of query()": "CREATE TABLE t (a INT); INSERT INTO t FROM query('FROM postgres_scan(''host=127.0.0.1 port={p}'', ''public'', ''t'')')",
    "a lateral join": "SELECT * FROM (SELECT 1) a, LATERAL (FROM postgres_scan('host=127.0.0.1 port={p}', 'public', 't')) b",
    "a subquery's scalar": "SELECT (SELECT count(*) FROM postgres_scan('host=127.0.0.1 port={p}', 'public', 't'))",
    "a CTE": "WITH RECURSIVE q AS MATERIALIZED (FROM postgres_scan('host=127.0.0.1 port={p}', 'public', 't')) FROM q",
    "a view": "CREATE VIEW v AS FROM postgres_scan('host=127.0.0.1 port={p}', 'public', 't'); FROM v",
    "a macro of a macro": "CREATE MACRO a(x) AS TABLE FROM postgres_scan(x, 'public', 't'); CREATE MACRO b() AS TABLE FROM a('host=127.0.0.1 port={p}'); FROM b()",
    "a method call": "SELECT * FROM 'host=127.0.0.1 port={p}'.postgres_scan('public', 't')",
    "PREPARE": "PREPARE q AS FROM postgres_scan($1, 'public', 't'); EXECUTE q('host=127.0.0.1 port={p}')",
    "EXPLAIN ANALYZE": "EXPLAIN ANALYZE FROM postgres_scan('host=127.0.0.1 port={p}', 'public', 't')",
    "SUMMARIZE": "SUMMARIZE FROM postgres_scan('host=127.0.0.1 port={p}', 'public', 't')",
    "DESCRIBE": "DESCRIBE (FROM postgres_scan('host=127.0.0.1 port={p}', 'public', 't'))",
    "a serialized statement": "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('FROM postgres_scan(''host=127.0.0.1 port={p}'', ''public'', ''t'')'))",
    "a second statement in a comment's shadow": "SELECT 1 /* /* */ ; ATTACH 'host=127.0.0.1 port={p}' AS p (TYPE postgres); -- */",
    "a second statement behind dollar quotes": "SELECT $a$ ' $a$; ATTACH 'host=127.0.0.1 port={p}' AS p (TYPE postgres); SELECT $a$ ' $a$",
    "a variable": "SET VARIABLE h='host=127.0.0.1 port={p}'; FROM postgres_scan(getvariable('h'), 'public', 't')",
    "MySQL": "ATTACH 'host=127.0.0.1 port={p} user=x' AS m (TYPE mysql)",
    "Hugging Face": "SET hf_max_per_page=1; FROM read_csv('hf://datasets/../../../127.0.0.1:{p}/x.csv')",
    "the secret of a redirect": "SET force_download=true; FROM read_blob('http://localhost.:{p}/x')",
}


@each(DUCKDB, WAYS)
def way(c, sql):
    trap = c.traps.new()
    run = c.step({"kind": "duckdb", "query": sql.replace("{p}", str(trap.port))}, "ops")
    c.must_end(run)
    trap.check()


@attack(DUCKDB, "a secret that was to stay does not reach another tenant")
def persistent(c):
    trap = c.traps.new()
    c.step({"kind": "duckdb", "query": f"CREATE PERSISTENT SECRET st (TYPE http, HTTP_PROXY '127.0.0.1:{trap.port}')"}, "tenants/red")
    run = c.step({"kind": "duckdb", "query": "SELECT name FROM duckdb_secrets()"}, "tenants/green")
    c.step({"kind": "duckdb", "query": "FROM read_csv('http://example.invalid/x.csv')"}, "tenants/green")
    trap.check()
    if '"st"' in run.detail:
        raise Broken("another tenant's DuckDB has it")


HOSTS = {
    "127.0.0.1": "127.0.0.1", "localhost": "localhost", "localhost with a dot": "localhost.", "127.1": "127.1", "hexadecimal": "0x7f.0.0.1",
    "one number": "2130706433", "octal": "017700000001", "octal parts": "0177.0.0.1", "another of loopback": "127.8.8.8", "::1": "[::1]",
    "mapped": "[::ffff:127.0.0.1]", "mapped, hexadecimal": "[::ffff:7f00:1]", "compatible": "[::127.0.0.1]", "NAT64": "[64:ff9b::127.0.0.1]",
    "NAT64, local": "[64:ff9b:1::7f00:1]", "SIIT": "[::ffff:0:127.0.0.1]", "6to4": "[2002:7f00:1::]", "site-local": "[fec0::1]", "all": "0.0.0.0",
    "all, short": "0", "fullwidth digits": "\uff11\uff12\uff17.0.0.1", "circled digits": "\u2460\u2461\u2466.0.0.1", "a dot of another kind": "127\u30020\u30020\u30021",
    "a user before": "example.com@127.0.0.1", "a user with a backslash": "example.com\\@127.0.0.1", "encoded": "127%2e0%2e0%2e1", "a tab within": "127.0.\t0.1",
    "metadata": "169.254.169.254", "metadata by name": "metadata.google.internal",
}


@each(OUT, {"http: " + name: host for name, host in HOSTS.items()})
def http(c, host):
    trap = c.traps.new()
    run = c.step({"kind": "http", "method": "GET", "url": f"http://{host}:{trap.port}/x", "timeout": 5}, "ops")
    trap.check()
    c.must_end(run)
    if run.done:
        raise Broken("it was answered: " + run.detail[-200:])


TOOLS = {
    "a token's address": lambda t: {"kind": "http", "url": "http://example.invalid/", "auth": {"type": "oauth2_client_credentials", "token_url": t.url(), "client_id": "a", "client_secret": "b"}},
    "Vault": lambda t: {"kind": "secrets", "provider": "vault", "address": t.url(), "name": "a/b", "credential": {"type": "vault", "address": t.url(), "token": "x"}},
    "a script by http": lambda t: {"kind": "python", "script": {"uri": t.url("x.py"), "source": {"type": "http", "endpoint": t.url()}}},
    "a script by S3": lambda t: {"kind": "python", "script": {"uri": "s3://b/x.py", "source": {"type": "s3", "auth": {"type": "s3", "endpoint": f"http://127.0.0.1:{t.port}", "key_id": "a", "secret_key": "b"}}}},
    "transfer": lambda t: {"kind": "transfer", "source": {"type": "http", "url": t.url()}, "target": {"type": "postgres", "auth": "green_api", "table": "t"}},
    "postgres, fields": lambda t: {"kind": "postgres", "query": "SELECT 1", "auth": {"type": "postgres", "db_host": "127.0.0.1", "db_port": t.port, "db_user": "u", "db_password": "p", "db_name": "d"}},
    "postgres, a connection string": lambda t: {"kind": "postgres", "query": "SELECT 1", "db_conn_string": f"host=127.0.0.1 port={t.port} user=u"},
    "postgres, a factory of sockets": lambda t: {"kind": "postgres", "query": "SELECT 1", "db_conn_string": f"jdbc:postgresql://127.0.0.1:{t.port}/x?socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext&socketFactoryArg={t.url()}"},
    "gcs": lambda t: {"kind": "gcs", "source": "x", "destination": "gs://b/x", "endpoint": t.url()},
    "a proxy of http": lambda t: {"kind": "http", "url": "http://example.invalid/", "proxy": t.url(), "options": {"proxy": t.url()}},
    "a Host header": lambda t: {"kind": "http", "url": "http://example.invalid/", "headers": {"Host": f"127.0.0.1:{t.port}", "CamelHttpUri": t.url(), "CamelHttpPath": "//127.0.0.1"}},
    "camel's own option": lambda t: {"kind": "http", "url": f"http://example.invalid/?bridgeEndpoint=false&httpUri={quoted(t.url())}"},
}


@each(OUT, {"tool: " + name: make for name, make in TOOLS.items()})
def tool(c, make):
    trap = c.traps.new()
    run = c.step(make(trap), "ops")
    c.must_end(run)
    trap.check()


@attack(OUT, "a credential's host opens no other port")
def port(c):
    own, other = c.traps.new(), c.traps.new()
    c.call("POST", "/api/credentials", {"name": f"db{own.port}", "type": "postgres", "data": {
        "db_host": "127.0.0.1", "db_port": own.port, "db_user": "u", "db_password": "long-enough-1", "db_name": "d"}}, "editor")
    c.step({"kind": "http", "method": "GET", "url": other.url(), "timeout": 5}, "ops")
    c.step({"kind": "duckdb", "query": f"FROM read_csv('{other.url()}')"}, "ops")
    c.step({"kind": "postgres", "query": "SELECT 1", "auth": {"type": "postgres", "db_host": "127.0.0.1", "db_port": other.port, "db_user": "u", "db_password": "p", "db_name": "d"}}, "ops")
    other.check()


@attack(OUT, "a credential's host and port open nothing to other tools")
def otherwise(c):
    own = c.traps.new()
    c.call("POST", "/api/credentials", {"name": f"db{own.port}", "type": "postgres", "data": {
        "db_host": "127.0.0.1", "db_port": own.port, "db_user": "u", "db_password": "long-enough-1", "db_name": "d"}}, "editor")
    c.step({"kind": "http", "method": "GET", "url": own.url(), "timeout": 5}, "ops")
    c.step({"kind": "duckdb", "query": f"FROM read_csv('{own.url('x.csv')}')"}, "ops")
    own.check()


@attack(OUT, "a keychain's token address")
def keychain(c):
    trap = c.traps.new()
    c.run(playbook(c.path("ops"), [{"step": "start", "tool": {"kind": "python", "code": "result = 1"}}],
                   keychain=[{"name": "k", "kind": "oauth2", "endpoint": trap.url(), "token_url": trap.url(), "data": {"a": "b"}}]))
    trap.check()

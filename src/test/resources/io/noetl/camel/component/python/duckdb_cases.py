"""Statements that run on the duckdb package of PyPI and on ours: what they give must be the same.

Each case is Python that may use c (a fresh connection), duckdb, and d (datetime), D (Decimal), uuid, t (a table of
three rows was made). Its last expression is the outcome.
"""
import ast
import datetime as d
import decimal
import uuid

import duckdb

D = decimal.Decimal

TYPES = """
1::tinyint; -1::smallint; 1::integer; 2::bigint; 3::hugeint; -170141183460469231731687303715884105728::hugeint
255::utinyint; 65535::usmallint; 4294967295::uinteger; 18446744073709551615::ubigint
340282366920938463463374607431768211455::uhugeint
1.5::float; 1e300::double; 'nan'::double; 'inf'::double; '-inf'::float; 0.1::double; 1.0::double
1.50::decimal(4,2); -0.001::decimal(18,3); 12345678901234567890.123456789::decimal(38,9); 5::decimal(4,0)
true; false; null; null::integer; 'text'; ''; 'ü😀'; 'quote '' in'; 'a'::char; 'x'::varchar
date '2020-02-29'; date '0001-01-01'; date '9999-12-31'; date 'infinity'; date '0044-03-15 (BC)'
time '01:02:03'; time '23:59:59.999999'; '01:02:03+02'::timetz; '01:02:03.5-03:30'::timetz
timestamp '2020-01-02 03:04:05'; timestamp '2020-01-02 03:04:05.678901'; timestamp '1969-12-31 23:59:59.5'
timestamp_s '2020-01-02 03:04:05'; timestamp_ms '2020-01-02 03:04:05.678'; timestamp_ns '2020-01-02 03:04:05.678901234'
timestamp 'infinity'
interval '1 day'; interval '1 month'; interval '1 year 2 months 3 days 04:05:06.000007'; interval '-1 day'
interval '36 hours'; interval '-00:00:01.5'; interval '0 days'
blob 'abc'; blob '\\x00\\xff'; ''::blob
'00000000-0000-0000-0000-000000000005'::uuid; '{"a": [1, null]}'::json; '1'::json; 'b'::enum('a', 'b')
'10110'::bit; union_value(num := 2); union_value(str := 'x')
[1, 2, 3]; []; [null]; [[1], [2, 3]]; ['a', null]; [1.5, 2.25]; [date '2020-01-01']; [true, false]; [interval '1 day']
[timestamp '2020-01-01 10:00:00']; [blob 'a']; ['00000000-0000-0000-0000-000000000005'::uuid]; [1::hugeint]
[1, 2]::integer[2]; ['a', 'b']::varchar[2]; [[1, 2], [3, 4]]::integer[2][2]; [[1, 2]::integer[2]]
{'a': 1}; {'a': 1, 'b': 'x', 'c': null}; {'a': {'b': date '2020-01-01'}}; {'a': [1, 2], 'b': 1.50::decimal(4,2)}
[{'a': 1}, {'a': 2}]; {'key with space': 1}; {'a': interval '1 day'}; {'u': '00000000-0000-0000-0000-000000000005'::uuid}
map {'a': 1}; map {}; map {1: 'x', 2: 'y'}; map {'a': [1, 2]}; map {date '2020-01-01': 1.5::double}; map {[1]: 1}
map {'k': {'x': time '01:02:03'}}
-128::tinyint; 127::tinyint; -32768::smallint; 32767::smallint; -2147483648::integer; 2147483647::integer
-9223372036854775808::bigint; 9223372036854775807::bigint; 170141183460469231731687303715884105727::hugeint
0::utinyint; 0::uhugeint; 99999999999999999999999999999999999999::decimal(38,0); -9.9::decimal(2,1)
0.00000000000000000000000000000000000001::decimal(38,38); 999999999::decimal(9,0); -999999999999999999::decimal(18,0)
3.4028234663852886e38::float; 1.401298464324817e-45::float; 1.7976931348623157e308::double; 5e-324::double; '-0.0'::double
date '-infinity'; date '5881580-07-10'; date '5877642-06-25 (BC)'; date '0001-01-01' - 1; date '10000-01-01'; date '1582-10-04'
[date 'infinity', date '2020-01-01', null]; {'d': date 'infinity'}; map {'d': date '-infinity'}
time '00:00:00'; time '24:00:00'; '00:00:00+15:59:59'::timetz; '23:59:59.999999-15:59:59'::timetz
timestamp '-infinity'; timestamp '0001-01-01 00:00:00'; timestamp '9999-12-31 23:59:59.999999'; timestamp '10000-01-01'
timestamp '294247-01-10 04:00:54.775806'; timestamp '290309-12-22 (BC) 00:00:00'; timestamp '1969-12-31 23:59:59.999999'
timestamp_s 'infinity'; timestamp_ms '-infinity'; timestamp_ns 'infinity'; timestamp_ns '2262-04-11 23:47:16.854775806'
timestamp_ns '1677-09-22 00:00:00'; timestamp_s '0001-01-01 00:00:00'; timestamp_ms '9999-12-31 23:59:59.999'
[timestamp 'infinity', null]; {'t': timestamp '-infinity'}
interval '999 years'; interval '-1 month'; interval '2147483647 days'; interval '1 microsecond'; interval '1 month -1 day'
'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid; '80000000-0000-0000-0000-000000000000'::uuid
'1'::bit; '0000000000000000000000000000000000000000000000000000000000000000000000001'::bit
12345678901234567890123456789012345678901234567890::bignum; '-1'::bignum; 'NaN'::float; [1e300::double, 'nan'::double]
chr(0); repeat('x', 3) || chr(128512); ''::json; 'null'::json; '"x"'::json; '[]'::json; '12345678901234567890123'::json
row(1, 'a'); struct_pack(x := 1, y := [null]); range(3); 1 + 1; 7 // 2; 7 / 2; 'a' || 'b'; current_schema()
list_value(1, null, 3); string_split('a,b', ','); to_json({'a': 1}); json_extract('{"a": {"b": 2}}', '$.a.b')
"""

STATEMENTS = """
create table n(a int)
create or replace table n as select * from t
create view v as select 1
create temp table q(a int)
create sequence s
create macro m(a) as a + 1
create type e as enum('a')
create schema sc
insert into t values (7, 'seven')
insert into t values (7, 'seven') returning a
insert into t select a + 10, b from t
update t set b = 'x'
update t set b = 'x' where a > 1 returning a, b
delete from t where a = 1
delete from t
truncate t
drop table t
drop view if exists nope
alter table t add column z int
begin
begin transaction
set threads = 1
reset threads
set memory_limit = '1GB'
use memory
pragma version
pragma table_info('t')
describe t
describe select 1 as x
summarize select 1 as x
show tables
show all tables
explain select 42
call pragma_version()
checkpoint
vacuum
prepare p as select 1
attach ':memory:' as other
copy (select 1 as a) to '/tmp/noetl_duckdb_case.csv'
select * from read_csv('/tmp/noetl_duckdb_case.csv')
load json
values (1, 'a'), (2, 'b')
from t
from t select a where a > 1
select
table t
select 1; select 2
select 1; insert into t values (9, 'n')
select 1;
;
 
-- only a comment
/* nothing */
select 1 -- trailing
select ';' as x; select '--' as y
select $$a;b$$ as x
select $tag$it's; $$ fine$tag$ as x
select 'a' as "q""uoted", 1 as "a;b"
select E'a\\nb' as x
select 1 as a, 2 as a
select count(*) from t
select sum(a), avg(a), min(b), max(b) from t
select a, row_number() over (order by a desc) from t order by a
select * from t order by a desc limit 2
select * exclude (b) from t
select unnest([1, 2, 3]) as x
select * from range(5)
select * from generate_series(1, 3) g(n)
with r as (select 1 as x) select * from r
pivot t on a using count(*) order by b
select t.a as "A", upper(b) from t
select nope
select * from nope
selec 1
select 'a'::int
select 1 + 'a'
insert into t values ('x', 'y')
insert into t values (1)
create table t(a int)
select 1/0
select nofunction(1)
select cast('2020-13-01' as date)
commit
rollback
drop table nope
copy t to '/nope/nope.csv'
select * from read_csv('/nope/nope.csv')
attach '/nope/x.db' as x
set nope = 1
install nope_nope_nope from 'file:///nope'
create table k(a int primary key); insert into k values (1), (1)
create table k(a int not null); insert into k values (null)
create table k(a int check (a > 0)); insert into k values (0)
select error('boom')
select 300::tinyint
select 'x'::uuid
select 1 where
select * from t where a = 'x'
select json_extract('nojson', '$.a')
pragma nope
describe nope
execute nope
select repeat('x', 3) as s, length('ü') as l
select [x for x in [1, 2, 3] if x > 1] as l
select list_transform([1, 2], x -> x * 2) as l
select date_trunc('month', date '2020-05-17') as m, date '2020-05-17' + interval '1 day' as p
select date_diff('day', date '2020-01-01', date '2020-02-01')
select strftime(date '2020-01-02', '%d.%m.%Y')
select case when a > 1 then 'big' else 'small' end as s from t order by a
select a, b from t union all select 4, 'four' order by 1
select distinct a % 2 as m from t order by m
select b, count(*) from t group by all order by b
select struct_extract({'a': 5}, 'a')
select (select max(a) from t) as m
select coalesce(null, 2), nullif(1, 1), greatest(1, 2)
select typeof(1), typeof(1.5), typeof('a'), typeof([1]), typeof({'a': 1}), typeof(null)
"""

PARAMETERS = """
1; -1; 0; 2147483647; 2147483648; -2147483649; 2**62; 2**63; 2**64 - 1; 2**64; 2**127 - 1; 2**127; -2**100; 2**128
1.5; float('nan'); float('inf'); 1e-300; True; False; None; 'text'; ''; 'ü😀'; "quote ' in"; 'a;b'; b'bytes'; b''
bytearray(b'x'); memoryview(b'y')
D('1.20'); D('-0.001'); D('12345678901234567890.123456789'); D('5'); D('1E+3'); D('NaN'); D('0.05'); D('0.00'); D('0'); D('-0.5')
d.date(2020, 2, 29); d.datetime(2020, 1, 2, 3, 4, 5, 678901); d.datetime(2020, 1, 2); d.time(1, 2, 3, 4)
d.timedelta(days=1); d.timedelta(seconds=1.5); d.timedelta(days=-1, seconds=5); d.timedelta(0)
d.time(1, 2, tzinfo=d.timezone.utc); uuid.UUID(int=5)
[]; [1, 2]; [1, None]; [None]; [1.5, 2]; ['a', 'b']; [1, 'a']; [[1], [2, 3]]; [True]; [d.date(2020, 1, 1)]; (1, 2); (1, 'a')
[D('1.5'), D('2.25')]; [uuid.UUID(int=5)]; [b'x']; [d.datetime(2020, 1, 1)]; [d.time(1, 2)]; [d.time(1, 2, tzinfo=d.timezone.utc)]; [2**40, 1]; [d.timedelta(1)]; [{'a': 1}, {'a': 2}]
{}; {'a': 1}; {'a': 1, 'b': 'x'}; {'a': {'b': [1]}}; {'a': None}; {1: 'x'}; {'key': ['a', 'b'], 'value': [1, 2]}
range(3); {1}; object; 1j; str; lambda: 1
"""

CODE = r"""
c.execute('select ?', [1]).fetchall()
c.execute('select ?', (1,)).fetchall()
c.execute('select $1 + $2, $1', [7, 8]).fetchall()
c.execute('select $2, $1', [7, 8]).fetchall()
c.execute('select $a + $b as s', {'a': 1, 'b': 2}).fetchall()
c.execute('select $a as x, $a as y', {'a': 1}).fetchall()
c.execute('select $a as x', {'a': [1, 2]}).fetchall()
c.execute("select '?' as q, ? as p, '$1' as r", [5]).fetchall()
c.execute("select '$a' as q, $a as p -- $b", {'a': 5}).fetchall()
c.execute('select $a, $b', {'a': 1})
c.execute('select $a', {'a': 1, 'b': 2})
c.execute('select ?', [])
c.execute('select ?')
c.execute('select 1', [1])
c.execute('select 1', [])
c.execute('select ?', 5)
c.execute('select ?', 'ab')
c.execute('select 1; select ?', [7]).fetchall()
c.execute('select a from t where a in (?, ?) order by a', [1, 3]).fetchall()
c.execute('select a from t where b = ?', ['two']).fetchall()
c.execute('select a from t where list_contains(?, a) order by a', [[1, 2]]).fetchall()
c.execute('select unnest(?)', [[1, 2, 3]]).fetchall()
c.execute('select ?::json', ['{"a": 1}']).fetchall()
c.execute('select ? is null', [None]).fetchall()
c.execute('insert into t values (?, ?)', [5, None]).fetchall()
c.execute('insert into t values (?, ?)', [5, 'five']); c.execute('select * from t where a = 5').fetchall()
c.execute('update t set b = $b where a = $a', {'a': 1, 'b': 'uno'}).fetchall()
c.execute('limit ?', [1])
c.execute('select * from t order by a limit ?', [2]).fetchall()
c.execute('select * from t order by a limit ? offset ?', [1, 1]).fetchall()
c.executemany('insert into t values (?, ?)', [[5, 'a'], [6, 'b']]).fetchall()
c.executemany('insert into t values (?, ?)', [[5, 'a'], [6, 'b']]); c.execute('select count(*) from t').fetchone()
c.executemany('insert into t values ($a, $b)', [{'a': 5, 'b': 'x'}, {'a': 6, 'b': 'y'}]); c.execute('select count(*) from t').fetchone()
c.executemany('insert into t values (?, ?)', [])
c.executemany('insert into t values (?, ?)', [[1], [2]])
c.executemany('select ?', [[1], [2]]).fetchall()
c.execute('select 1').fetchone()
c.execute('select 1').fetchmany()
c.execute('select * from range(5)').fetchmany(2)
r = c.execute('select * from range(5)'); [r.fetchone(), r.fetchmany(2), r.fetchall(), r.fetchall(), r.fetchone(), r.fetchmany(2)]
r = c.execute('select * from range(1000)'); [r.fetchone(), len(r.fetchmany(500)), len(r.fetchall())]
c.execute('select * from range(0)').fetchall()
c.execute('select * from range(0)').fetchone()
c.fetchone()
c.fetchall()
c.description
c.rowcount
c.execute('select 1').rowcount
c.execute('insert into t values (1, null)').rowcount
c.execute('select 1 as a, 2 as b').description
[x[0] for x in c.execute('select * from t').description]
[str(x[1]) for x in c.execute("select 1 a, 'x' b, 1.5 c, date '2020-01-01' d, [1] e, {'a': 1} f, map {'k': 1} g, true h").description]
c.execute('select 1 as a').description[0][1] == 'INTEGER'
c.execute('create table n(a int)') is c
c.execute('select 1') is c
c.execute('')
c.execute('-- x')
c.begin() is c
c.begin(); c.execute('delete from t'); c.rollback(); c.execute('select count(*) from t').fetchone()
c.begin(); c.execute('delete from t'); c.commit(); c.execute('select count(*) from t').fetchone()
c.begin(); c.begin()
c.commit()
c.rollback()
c.begin(); c.execute('select nope')
c.execute('begin'); c.execute('insert into t values (8, null)'); c.execute('rollback'); c.execute('select count(*) from t').fetchone()
k = c.cursor(); k.execute('select count(*) from t').fetchone()
k = c.cursor(); k.close(); c.execute('select 1').fetchone()
k = c.duplicate(); k.execute('insert into t values (8, null)'); c.execute('select count(*) from t').fetchone()
k = c.cursor(); k.execute('select 1'); c.fetchone()
c.close(); c.execute('select 1')
c.close(); c.close()
c.close(); c.fetchall()
c.close(); c.cursor()
c.execute('select 1'); c.close(); c.fetchone()
with duckdb.connect() as k: k.execute('select 1')
k.execute('select 1')
duckdb.connect(':memory:').execute('select 1').fetchone()
duckdb.connect().execute('select * from t')
duckdb.connect(config={'threads': 1}).execute("select current_setting('threads')").fetchone()
duckdb.connect(config={'threads': '2'}).execute("select current_setting('threads')").fetchone()
duckdb.connect(config={'nope': 1})
duckdb.connect(':memory:', read_only=True)
duckdb.connect('/nope/x.db')
duckdb.connect('/nope/x.db', read_only=True)
duckdb.execute('select 41 + 1').fetchone()
duckdb.sql('select 42').fetchall()
duckdb.query('select 42').fetchone()
duckdb.sql('create or replace table dd(a int)')
duckdb.execute('select 1'); duckdb.fetchall()
duckdb.sql('select 1 as a, 2 as b').columns
[str(x) for x in duckdb.sql("select 1 as a, 'x' as b").types]
c.sql('select * from t order by a').fetchall()
c.sql('select * from t').filter('a > 1').order('a desc').fetchall()
c.sql('select * from t').project('a * 2 as x').order('x').limit(2).fetchall()
c.sql('select * from t').aggregate('count(*), sum(a)').fetchall()
c.sql('select a % 2 as m from t').distinct().order('m').fetchall()
c.sql('select * from t').limit(1, 1).fetchall()
c.sql('select * from t').count('*').fetchall()
len(c.sql('select * from t'))
c.sql('select ? as x', params=[5]).fetchall()
c.sql('insert into t values (5, null)')
c.sql('select * from t').create('t2'); c.execute('select count(*) from t2').fetchone()
c.sql('select * from t').create_view('v2'); c.execute('select count(*) from v2').fetchone()
c.sql('select 10 as a, null as b').insert_into('t'); c.execute('select count(*) from t').fetchone()
c.sql('select * from t').query('q', 'select max(a) from q').fetchall()
c.table('t').order('a').fetchall()
c.values([1, 'a']).fetchall()
c.view('nope')
c.sql('select * from nope')
c.execute("copy (select 1 as a, 'x' as b) to '/tmp/noetl_duckdb_case.parquet' (format parquet)"); c.read_parquet('/tmp/noetl_duckdb_case.parquet').fetchall()
c.execute("copy (select 1 as a, 'x' as b) to '/tmp/noetl_duckdb_case2.csv'"); c.read_csv('/tmp/noetl_duckdb_case2.csv').fetchall()
c.execute("copy (select 1 as a, 'x' as b) to '/tmp/noetl_duckdb_case.json'"); c.read_json('/tmp/noetl_duckdb_case.json').fetchall()
c.load_extension('json')
[issubclass(duckdb.CatalogException, duckdb.ProgrammingError), issubclass(duckdb.Error, Exception), issubclass(duckdb.HTTPException, duckdb.IOException), issubclass(duckdb.IOException, duckdb.OperationalError)]
duckdb.__version__
[duckdb.apilevel, duckdb.threadsafety, duckdb.paramstyle]
c.execute("select * from (values (date '2020-01-01', 1.5), (null, null)) v(a, b)").fetchall()
c.execute("select * from (values (date '2020-01-01'), (date 'infinity'), (date '0044-01-01 (BC)')) v(a)").fetchall()
c.execute("select unnest([timestamp '2020-01-01 10:00:00', null, timestamp '1900-01-01 00:00:00.000001'])").fetchall()
c.execute("select i, date '2020-01-01' + i::int from range(300) r(i)").fetchall()[299]
r = c.execute("select date '2020-01-01' a, timestamp '2020-01-01 01:02:03.5' b, -1.50::decimal(4,2) c, 0.00::decimal(4,2) d").fetchone(); [r[0] + d.timedelta(1), r[0] == d.date(2020, 1, 1), hash(r[0]) == hash(d.date(2020, 1, 1)), r[1].isoformat(), r[1] < d.datetime(2021, 1, 1), r[2] * 2, abs(r[2]), r[3] == 0, repr(r), r[0].strftime('%d'), r[1].date(), str(r[2]), bool(r[3])]
c.interrupt()
"""


def cases():
    for line in TYPES.strip().splitlines():
        for expression in line.split("; "):
            expression = expression.strip()
            yield f"select {expression}", f"r = c.execute({'select ' + expression!r}); [r.fetchall(), r.description]"
    for statement in STATEMENTS.strip("\n").splitlines():
        yield statement, f"r = c.execute({statement!r}); None if r is None else [r.description, r.fetchall()]"
    for line in PARAMETERS.strip().splitlines():
        for expression in line.split("; "):
            yield f"parameter {expression}", f"p = {expression}; c.execute('select ? as v, typeof(?) as t', [p, p]).fetchall()"
    for code in CODE.strip().splitlines():
        yield code, code


def connect():
    c = duckdb.connect()
    c.execute("create table t(a int, b varchar)")
    c.execute("insert into t values (1, 'one'), (2, 'two'), (3, 'three')")
    return c


def outcome(code, c):
    scope = {"c": c, "duckdb": duckdb, "d": d, "D": D, "uuid": uuid}
    tree = ast.parse(code)
    try:
        last = tree.body[-1]
        if not isinstance(last, ast.Expr):
            exec(compile(tree, "case", "exec"), scope)
            return "None"
        exec(compile(ast.Module(tree.body[:-1], []), "case", "exec"), scope)
        value = eval(compile(ast.Expression(last.value), "case", "eval"), scope)
        return repr(value)
    except duckdb.Error as error:
        kinds = [kind.__name__ for kind in type(error).__mro__[:-3]]
        return f"{' < '.join(kinds)}: {str(error).splitlines()[0]}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def main():
    outcomes, shared = [], connect()
    for name, code in cases():
        # what only reads shares a database: opening one takes long
        reads = name.startswith(("select ", "parameter ")) and ";" not in name
        c = shared if reads else connect()
        outcomes.append([name, outcome(code, c)])
        if not reads:
            c.close()
    return outcomes

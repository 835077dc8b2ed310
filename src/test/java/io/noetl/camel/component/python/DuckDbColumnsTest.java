package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Dates, decimals and UUIDs of a column are put together without their constructors: they must be
 * what those make.
 */
class DuckDbColumnsTest {
  private static final String CODE =
      """
      import copy, datetime, decimal, pickle, uuid
      import duckdb
      rows = duckdb.connect().execute('''
          SELECT d, (d - DATE '2020-01-01' - 2.5)::DECIMAL(12,3), d + INTERVAL 7 SECOND, u
          FROM (VALUES (DATE '2020-01-01', UUID '00000000-0000-0000-0000-00000000002a'), (NULL, NULL),
                       (DATE '9999-12-31', UUID 'ffffffff-0000-0000-0000-000000000000'),
                       (DATE '2020-01-01', UUID '00000000-0000-0000-0000-00000000002a')) t(d, u)
      ''').fetchall()
      first = (datetime.date(2020, 1, 1), decimal.Decimal("-2.500"), datetime.datetime(2020, 1, 1, 0, 0, 7), uuid.UUID(int=42))
      last = (datetime.date(9999, 12, 31), decimal.Decimal("2914631.500"), datetime.datetime(9999, 12, 31, 0, 0, 7),
              uuid.UUID("ffffffff-0000-0000-0000-000000000000"))
      expected = [first, (None,) * 4, last, first]
      assert rows == expected, rows
      assert repr(rows) == repr(expected), repr(rows)
      assert list(map(hash, rows)) == list(map(hash, expected))
      assert [type(cell) for cell in rows[0]] == [type(cell) for cell in first]
      for cell, made in zip(rows[0], first):
          assert pickle.loads(pickle.dumps(cell)) == made == copy.copy(cell)
      assert rows[0][0] + datetime.timedelta(days=1) == datetime.date(2020, 1, 2)
      assert rows[2][1] / 2 == decimal.Decimal("1457315.75")
      assert rows[0][3].is_safe == uuid.SafeUUID.unknown and rows[0][3].hex.endswith("2a")
      result = [len(duckdb.connect().execute("SELECT DATE '2020-01-01' WHERE false").fetchall()),
                duckdb.connect().execute("SELECT NULL::DATE FROM range(2)").fetchall()]
      """;

  @Test
  void valuesAreWhatTheirConstructorsMake() throws Exception {
    assertThat(new PythonCalls().result(CODE)).hasToString("[0, [[null], [null]]]");
  }
}

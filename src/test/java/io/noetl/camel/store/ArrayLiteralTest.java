package io.noetl.camel.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What PostgreSQL reads is what was given. */
class ArrayLiteralTest {
  private final TestDatabase database = TestDatabase.empty();

  @Test
  void textsComeBackAsTheyWere() throws SQLException {
    List<@Nullable String> texts =
        Arrays.asList(
            "",
            " ",
            "NULL",
            "null",
            null,
            "a,b",
            "{}",
            "\"",
            "\\",
            "\\\"\\",
            "{\"a\": \"b\\n\"}",
            "\n\t\r",
            "é€😀",
            "'; DROP TABLE x; --",
            "x".repeat(100_000),
            "\"".repeat(1_000));

    assertThat(read("text", texts)).isEqualTo(texts);
  }

  @Test
  void textsOfAnySignsComeBackAsTheyWere() throws SQLException {
    Random random = new Random(4711);
    List<@Nullable String> texts =
        IntStream.range(0, 500)
            .<@Nullable String>mapToObj(
                i ->
                    random
                        .ints(random.nextInt(40), 1, 0x3000)
                        .map(c -> random.nextInt(3) == 0 ? "\"\\{},' ".charAt(c % 7) : c)
                        .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                        .toString())
            .toList();

    assertThat(read("text", texts)).isEqualTo(texts);
  }

  @Test
  void numbersTruthsIdsAndTimesAreReadByTheirCast() throws SQLException {
    assertThat(read("bigint", Arrays.asList(Long.MAX_VALUE, null, Long.MIN_VALUE)))
        .containsExactly("9223372036854775807", null, "-9223372036854775808");
    assertThat(read("float8", List.of(0.1, Double.NaN, Double.NEGATIVE_INFINITY, 1e300)))
        .containsExactly("0.1", "NaN", "-Infinity", "1e+300");
    assertThat(read("boolean", Arrays.asList(true, false, null)))
        .containsExactly("true", "false", null);
    UUID id = UUID.fromString("00000000-0000-4000-8000-00000000002a");
    assertThat(read("uuid", List.of(id))).containsExactly(id.toString());
    Instant time = Instant.parse("2026-10-25T00:30:00.123456Z");
    assertThat(read("timestamptz", List.of(Timestamp.from(time))))
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith("2026-10-25").contains(":30:00.123456"));
    assertThat(isRead(time)).isTrue();
  }

  @Test
  void noItemsAreAnEmptyArray() throws SQLException {
    assertThat(read("int", List.of())).isEmpty();
  }

  private <T> List<@Nullable String> read(String type, List<T> values) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT array_agg(x::text ORDER BY n) FROM unnest(?::"
                    + type
                    + "[]) WITH ORDINALITY AS a (x, n)")) {
      statement.setObject(1, ArrayLiteral.of(values, value -> value), Types.OTHER);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getArray(1) == null
            ? List.of()
            : Arrays.asList((String[]) row.getArray(1).getArray());
      }
    }
  }

  private boolean isRead(Instant time) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT (?::timestamptz[])[1] = ?::timestamptz")) {
      statement.setObject(1, ArrayLiteral.of(List.of(time), Timestamp::from), Types.OTHER);
      statement.setObject(2, time.toString(), Types.OTHER);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}

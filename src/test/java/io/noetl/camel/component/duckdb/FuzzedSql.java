package io.noetl.camel.component.duckdb;

import java.util.List;
import java.util.Random;

/** SQL that tries to get out: ways to servers and files, dressed and mutilated at random. */
final class FuzzedSql {
  private static final List<String> SERVERS =
      List.of(
          "host=<A> port=<P> user=u connect_timeout=1",
          "hostaddr=<A> port=<P> user=u",
          "host=name.invalid hostaddr=<A> port=<P>",
          "host=/tmp/none,<A> port=1,<P>",
          "host=<F>",
          "host = <A>\tport='<P>'",
          "postgresql://u:p@<A>:<P>/d",
          "postgres://<A>:<P>/d?connect_timeout=1",
          "postgresql:///d?host=<A>&port=<P>",
          "postgresql://a?b@<A>:<P>/d",
          "dbname='host=<A> port=<P>'",
          "dbname=postgresql://<A>:<P>/d");
  private static final List<String> URLS =
      List.of(
          "http://<A>:<P>/x.csv",
          "HTTP://<A>:<P>/x.csv",
          "http://u:p@<A>:<P>/x.parquet",
          "https://<A>:<P>/x.json",
          "http://localhost:<P>/x.db",
          "http://[::ffff:127.0.0.1]:<P>/x.csv",
          "http://2130706433:<P>/x.csv",
          "s3://b/x.csv");
  private static final List<String> FILES =
      List.of(
          "<S>",
          "file://<S>",
          "file:<S>",
          "<O>/in/../secret.csv",
          "<O>/in/link.csv",
          "<O>/*.csv",
          "<O>/new.csv",
          "<O>/new.db",
          "<O>/old.db");
  private static final List<String> TABLES =
      List.of(
          "postgres_scan(<C>, 'public', 't')",
          "postgres_scan_pushdown(<C>, 'public', 't')",
          "postgres_query(<C>, 'SELECT 1')",
          "read_csv(<U>)",
          "read_text(<U>)",
          "read_blob(<U>)",
          "read_json(<U>)",
          "read_parquet(<U>)",
          "read_xlsx(<U>)",
          "parquet_metadata(<U>)",
          "sniff_csv(<U>)",
          "glob(<U>)",
          "read_duckdb(<U>, table_name = 't')",
          "<U>",
          "query(<Q>)",
          "json_execute_serialized_sql(json_serialize_sql(<Q>))");
  private static final List<String> STATEMENTS =
      List.of(
          "FROM <T>",
          "SELECT * FROM <T>",
          "FROM alias : <T>",
          "WITH x AS (FROM <T>) FROM x",
          "WITH RECURSIVE x AS (SELECT 1 AS a UNION ALL SELECT a FROM <T>) FROM x LIMIT 2",
          "SELECT (SELECT count(*) FROM <T>)",
          "SELECT * FROM range(1), LATERAL (FROM <T>)",
          "PIVOT <T> ON a",
          "SUMMARIZE FROM <T>",
          "DESCRIBE FROM <T>",
          "EXPLAIN ANALYZE FROM <T>",
          "CREATE OR REPLACE TABLE made AS FROM <T>",
          "CREATE OR REPLACE VIEW seen AS FROM <T>; FROM seen",
          "CREATE OR REPLACE MACRO f() AS TABLE FROM <T>; FROM f()",
          "CREATE OR REPLACE MACRO g() AS (SELECT count(*) FROM <T>); SELECT g()",
          "PREPARE p AS FROM <T>; EXECUTE p; DEALLOCATE p",
          "INSERT INTO m SELECT 1 FROM <T>",
          "DELETE FROM m USING <T> AS q",
          "UPDATE m SET a = 1 FROM <T> AS q",
          "MERGE INTO m USING <T> AS q ON true WHEN MATCHED THEN DELETE",
          "COPY (FROM <T>) TO <U>",
          "COPY m FROM <U>",
          "COPY m TO <U> (FORMAT parquet)",
          "ATTACH <C> AS a (TYPE postgres)",
          "ATTACH OR REPLACE <C> AS a (TYPE postgres, READ_ONLY)",
          "ATTACH <U> AS a",
          "CALL postgres_attach(<C>)",
          "CALL postgres_execute(<C>, 'SELECT 1')",
          "EXPORT DATABASE <U>",
          "IMPORT DATABASE <U>",
          "CREATE OR REPLACE SECRET s (TYPE postgres, HOST '<A>', PORT '<P>');"
              + " ATTACH '' AS a (TYPE postgres, SECRET s)",
          "CREATE OR REPLACE SECRET s (TYPE http, HTTP_PROXY 'http://<A>:<P>');"
              + " FROM 'http://example.org/x.csv'",
          "CREATE OR REPLACE SECRET s (TYPE s3, KEY_ID 'k', SECRET 's', ENDPOINT '<A>:<P>',"
              + " URL_STYLE 'path', USE_SSL false); FROM 's3://b/x.csv'",
          "CREATE OR REPLACE PERSISTENT SECRET s (TYPE http, HTTP_PROXY 'http://<A>:<P>')",
          "SET http_proxy=''; FROM <T>",
          "RESET http_proxy; FROM <T>",
          "SET httpfs_client_implementation='httplib'; FROM <T>",
          "SET custom_extension_repository='http://<A>:<P>'; INSTALL spatial",
          "INSTALL spatial FROM 'http://<A>:<P>'",
          "LOAD <U>",
          "SET VARIABLE v = 1; FROM <T>",
          "SET profile_output=<U>; SELECT 1",
          "SET log_query_path=<U>; SELECT 1");
  private static final List<String> BETWEEN =
      List.of(" ", "  ", "\n", "\t", "/* x */", "/* /* ; */ ' */", " -- '\n", "\r", "\u00a0", "\f");

  private static final List<String> PIECES =
      List.of(
          "1",
          "'a;b'",
          "'it''s'",
          "'\\'",
          "E'\\';'",
          "e'a'\n'\\';'",
          "E'a' -- x\n '\\';'",
          "$$;$$",
          "$a$;$$'$a$",
          "$é$;$é$",
          "\"a;\"\"b\"",
          "a$$x",
          "1e5",
          "1$$;$$",
          "1E'\\';'",
          "x'41'",
          "/* ; */ 2",
          "/* /* ; */ ; */ 3",
          "-- ;\n4",
          "-- '\r5",
          "5 - -6",
          "5 */* ; */ 2",
          "(1)",
          "{'a': ';'}",
          "[1, 2][1:2]",
          "'a'\n';b'",
          "?",
          "$1",
          "$name",
          "a.b",
          "'\u00a0'",
          "\u00a01",
          "\u30001",
          "\ufeff1",
          "\"\u2003;\"",
          "U&'a;'",
          "a_$$;",
          "$_$;$_$",
          "''",
          "\"x\"",
          "E''",
          "'a' || 'b;'",
          "#1",
          "@1",
          "$$$$",
          "$a$$$a$",
          "'--;'",
          "'/*;'",
          "\"--;\"",
          "$$--;$$",
          "$$/*;$$",
          "/* ' */ 1",
          "/* $$ */ 1",
          "-- $$\n1",
          "1//2",
          "1::INT",
          "a::\"b;\"");

  private final Random random;
  private final boolean files;

  /**
   * @param files whether files are tried beside servers
   */
  FuzzedSql(Random random, boolean files) {
    this.random = random;
    this.files = files;
  }

  /** The next text: one statement or several. */
  String next() {
    String sql = filled(one(STATEMENTS), 0);
    if (random.nextInt(4) == 0) {
      sql = hidden(sql);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      sql = spaced(sql);
    }
    return random.nextInt(8) == 0 ? mutilated(sql) : sql;
  }

  /** A script of queries that say little and are hard to divide. */
  String script() {
    StringBuilder script = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      script.append("SELECT ");
      for (int j = random.nextInt(4); j > 0; j--) {
        script.append(one(PIECES)).append(one(BETWEEN)).append(", ").append(one(BETWEEN));
      }
      script.append(one(PIECES)).append(one(BETWEEN)).append(random.nextInt(9) == 0 ? "" : ";");
    }
    return script.toString();
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String filled(String sql, int depth) {
    String table = depth > 2 ? "read_text(<U>)" : one(TABLES);
    String filled = sql.replace("<T>", table);
    if (filled.contains("<Q>")) {
      String inner = filled("FROM <T>", depth + 1);
      filled = filled.replace("<Q>", quoted(inner));
    }
    boolean file = files && random.nextBoolean();
    return filled
        .replace("<C>", text(one(SERVERS)))
        .replace("<U>", text(file ? one(FILES) : one(URLS)));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A text in one of the spellings that SQL has for it. */
  private String text(String text) {
    int cut = 1 + random.nextInt(text.length() - 1);
    return switch (random.nextInt(7)) {
      case 0 -> "$$" + text + "$$";
      case 1 -> "$é$" + text + "$é$";
      case 2 -> "E'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
      case 3 -> quoted(text.substring(0, cut)) + " || " + quoted(text.substring(cut));
      case 4 -> quoted(text.substring(0, cut)) + "\n" + quoted(text.substring(cut));
      default -> quoted(text);
    };
  }

  /** Behind what a reader may take for a quote or a comment that goes on. */
  private String hidden(String sql) {
    return switch (random.nextInt(6)) {
      case 0 -> "SELECT 1 /* /* */ ; " + sql + " */; SELECT 2";
      case 1 -> "SELECT $x$ ' $x$; " + sql + " --'";
      case 2 -> "SELECT E'\\'' ; " + sql + " --'";
      case 3 -> "SELECT 1 -- '\r; " + sql;
      case 4 -> "SELECT '\\' ; " + sql + " --'";
      default -> "SELECT 1$$'$$; " + sql + " --'";
    };
  }

  private String spaced(String sql) {
    int at = sql.indexOf(' ', random.nextInt(sql.length()));
    return at < 0 ? sql : sql.substring(0, at) + one(BETWEEN) + sql.substring(at + 1);
  }

  private String mutilated(String sql) {
    int at = random.nextInt(sql.length());
    return switch (random.nextInt(4)) {
      case 0 -> sql.substring(0, at) + sql.substring(Math.min(sql.length(), at + 1));
      case 1 -> sql.substring(0, at) + "'\";$(/*-".charAt(random.nextInt(8)) + sql.substring(at);
      case 2 -> sql.substring(0, at) + sql.substring(at).toUpperCase(java.util.Locale.ROOT);
      default -> sql + ";" + sql;
    };
  }
}

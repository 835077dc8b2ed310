package io.noetl.camel.component.duckdb;

import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.ConnectionString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the database servers that a statement names, which DuckDB's extensions call by themselves:
 * {@code ATTACH}, the functions {@code postgres_scan} and {@code postgres_attach}, and secrets.
 * There they must stand as plain texts: what is put together at run time can't be checked.
 */
public final class DuckDbServers {
  /** A plain text; one with escapes; a quoted name; comments. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "'((?:[^']|'')*)'|\\b[eE]'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"]|\"\")*\""
              + "|--[^\n]*|(?s)/\\*.*?\\*/");

  private static final Pattern ATTACH = Pattern.compile("(?i)^\\s*ATTACH\\b");
  private static final Pattern PLAIN_ATTACH =
      Pattern.compile(
          "(?is)^\\s*ATTACH\\s+(OR\\s+REPLACE\\s+)?(DATABASE\\s+)?(IF\\s+NOT\\s+EXISTS\\s+)?'\\d+'.*");
  private static final Pattern FUNCTION =
      Pattern.compile("(?i)\\bpostgres_(?:scan|scan_pushdown|attach)\\b");
  private static final Pattern PLAIN_FUNCTION =
      Pattern.compile(
          "(?i)\\bpostgres_(?:scan|scan_pushdown|attach)\\b\"?\\s*\\(\\s*'(\\d+)'\\s*[,)]");
  private static final Pattern SECRET = Pattern.compile("(?is)^\\s*CREATE\\b.*\\bSECRET\\b.*");
  private static final Pattern HOST = Pattern.compile("(?i)\\bHOST(?:ADDR)?\\b");
  private static final Pattern PLAIN_HOST =
      Pattern.compile("(?i)\\bHOST(?:ADDR)?\\b\"?\\s+'(\\d+)'\\s*[,)]");
  private static final Pattern PROXY = Pattern.compile("(?i)http_proxy");
  private static final Pattern URL = Pattern.compile("(?i)https?://(\\[[^]]+]|[^/:?#'\\s]+)");
  private static final Pattern IMPORT = Pattern.compile("(?i)^\\s*IMPORT\\b");
  private static final Pattern SCHEME =
      Pattern.compile("(?i)^(postgres|postgresql|pg|mysql):(?!//)");

  private final OutboundGuard guard;

  public DuckDbServers(OutboundGuard guard) {
    this.guard = guard;
  }

  /**
   * Checks one statement.
   *
   * @throws ToolFailure when it names a server that may not be called, or hides which
   */
  void check(String statement) throws ToolFailure {
    try {
      checkServers(statement);
    } catch (OutboundGuard.Denied e) {
      throw denied(String.valueOf(e.getMessage()));
    }
  }

  /** Why a statement that failed could not call a server that it names; null where it could. */
  @Nullable ToolFailure refusal(String statement) {
    try {
      URL.matcher(statement).results().forEach(found -> guard.resolve(found.group(1)));
      return null;
    } catch (OutboundGuard.Denied e) {
      return denied(String.valueOf(e.getMessage()));
    }
  }

  private void checkServers(String statement) throws ToolFailure {
    List<String> texts = new ArrayList<>();
    String plain = withNumbers(statement, texts);
    if (IMPORT.matcher(plain).find()) {
      throw denied("IMPORT DATABASE may not run: nobody checked its SQL. Read its files with COPY");
    }
    if (ATTACH.matcher(plain).find()) {
      expect(PLAIN_ATTACH.matcher(plain).matches(), "ATTACH");
      connection(texts.getFirst());
    }
    expect(count(FUNCTION, plain) == count(PLAIN_FUNCTION, plain), "postgres_scan");
    for (String text : named(PLAIN_FUNCTION, plain, texts)) {
      connection(text);
    }
    if (SECRET.matcher(plain).matches()) {
      if (PROXY.matcher(plain).find()) {
        throw denied("A secret can't set a proxy");
      }
      expect(count(HOST, plain) == count(PLAIN_HOST, plain), "HOST of a secret");
      named(PLAIN_HOST, plain, texts).forEach(this::host);
    }
  }

  /** The statement without comments, each text in quotes replaced by its number. */
  private static String withNumbers(String statement, List<String> texts) {
    return TOKEN.matcher(statement).replaceAll(found -> replaced(found, texts));
  }

  private static String replaced(MatchResult found, List<String> texts) {
    String text = found.group(1);
    if (text != null) {
      texts.add(text.replace("''", "'"));
      return "'" + (texts.size() - 1) + "'";
    }
    return switch (found.group().charAt(0)) {
      case '"' -> Matcher.quoteReplacement(found.group());
      case '-', '/' -> " ";
      default -> "E''";
    };
  }

  private static int count(Pattern pattern, String text) {
    return Math.toIntExact(pattern.matcher(text).results().count());
  }

  private static List<String> named(Pattern pattern, String plain, List<String> texts) {
    return pattern
        .matcher(plain)
        .results()
        .map(found -> texts.get(Integer.parseInt(found.group(1))))
        .toList();
  }

  private void connection(String text) throws ToolFailure {
    Matcher scheme = SCHEME.matcher(text);
    String connection = scheme.replaceFirst("");
    if (!ConnectionString.matches(connection)) {
      return; // a file
    }
    Map<String, String> fields = ConnectionString.parse(connection);
    Stream.of("host", "hostaddr")
        .flatMap(key -> Stream.ofNullable(fields.get(key)))
        .flatMap(hosts -> Stream.of(hosts.split(",", -1)))
        .map(host -> host.replaceFirst("(?<=[^:]|]):\\d+$", ""))
        .filter(host -> !host.isEmpty())
        .forEach(this::host);
  }

  private void host(String host) {
    // a folder is that of a socket of this machine
    guard.resolve(host.startsWith("/") ? "127.0.0.1" : host);
  }

  private static void expect(boolean held, String where) throws ToolFailure {
    if (!held) {
      throw denied(
          "%s: the server must stand there as one text in single quotes, so that it can be checked"
              .formatted(where));
    }
  }

  private static ToolFailure denied(String message) {
    return new ToolFailure("DU0006", "Denied", message);
  }
}

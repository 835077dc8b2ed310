package io.noetl.camel.component.duckdb;

import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.tool.ToolFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the database servers that a statement names, which DuckDB's extensions call by themselves:
 * {@code ATTACH}, the functions {@code postgres_scan} and {@code postgres_attach}, and secrets.
 * There they must stand as plain texts: what is put together at run time can't be checked. The
 * statement gets the addresses that were checked, so that nobody resolves a name again.
 */
public final class DuckDbServers {
  private static final Pattern ATTACH = Pattern.compile("(?i)^\\s*ATTACH\\b");
  private static final Pattern PLAIN_ATTACH =
      Pattern.compile(
          "(?is)^\\s*ATTACH\\s+(?:OR\\s+REPLACE\\s+)?(?:DATABASE\\s+)?(?:IF\\s+NOT\\s+EXISTS\\s+)?'(\\d+)'");
  private static final Pattern FUNCTION =
      Pattern.compile("(?i)\\bpostgres_(?:scan|scan_pushdown|attach)\\b");
  private static final Pattern PLAIN_FUNCTION =
      Pattern.compile(
          "(?i)\\bpostgres_(?:scan|scan_pushdown|attach)\\b\"?\\s*\\(\\s*'(\\d+)'\\s*[,)]");
  private static final Pattern SQL_IN_TEXT =
      Pattern.compile(
          "(?i)(?:\\b(?:FROM|JOIN|LATERAL|CALL)\\b|[,(])\\s*(?:[\\w.\"]+\\.)?\"?query\"?\\s*\\("
              + "|\\bjson_execute_serialized_sql\\b");
  private static final Pattern SECRET = Pattern.compile("(?is)^\\s*CREATE\\b.*\\bSECRET\\b.*");
  private static final Pattern POSTGRES_SECRET =
      Pattern.compile("(?i)\\bTYPE\\s+\"?(?:postgres\\b|'(\\d+)')");
  private static final Pattern HOST = Pattern.compile("(?i)\\bHOST(?:ADDR)?\\b");
  private static final Pattern HOST_NAME = Pattern.compile("(?i)\\bHOST\\b\"?\\s+'(\\d+)'\\s*[,)]");
  private static final Pattern HOST_ADDRESS =
      Pattern.compile("(?i)\\bHOSTADDR\\b\"?\\s+'(\\d+)'\\s*[,)]");
  private static final Pattern OTHER_SERVER =
      Pattern.compile("(?i)[(,]\\s*\"?(?:URI|SERVICE|SERVICEFILE)\\b");
  private static final Pattern PROXY = Pattern.compile("(?i)http_proxy");
  private static final Pattern URL = Pattern.compile("(?i)https?://(\\[[^]]+]|[^/:?#'\\s]+)");
  private static final Pattern IMPORT = Pattern.compile("(?i)^\\s*IMPORT\\b");
  private static final Pattern MYSQL = Pattern.compile("(?i)^mysql:(?!//)");
  private static final Pattern POSTGRES =
      Pattern.compile("(?i)^(?:(?:postgres|postgresql|pg):(?!//))?");
  private static final Pattern MYSQL_TYPE = Pattern.compile("(?i)\\bTYPE\\s+\"?mysql");

  private final OutboundGuard guard;
  private final PinnedConnection pinned;

  public DuckDbServers(OutboundGuard guard) {
    this.guard = guard;
    this.pinned = new PinnedConnection(guard);
  }

  /**
   * Checks one statement.
   *
   * @return the statement to run: with the addresses of the servers that it names
   * @throws ToolFailure when it names a server that may not be called, or hides which
   */
  String checked(String statement) throws ToolFailure {
    try {
      QuotedTexts texts = QuotedTexts.of(statement);
      Map<Integer, String> replacements = new HashMap<>();
      connections(texts, replacements);
      secret(texts, replacements);
      return texts.with(replacements);
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

  private void connections(QuotedTexts texts, Map<Integer, String> replacements)
      throws ToolFailure {
    if (texts.count(IMPORT) > 0) {
      throw denied("IMPORT DATABASE may not run: nobody checked its SQL. Read its files with COPY");
    }
    if (texts.count(SQL_IN_TEXT) > 0) {
      throw denied(
          "query() and json_execute_serialized_sql() may not run: nobody checked the SQL in their"
              + " texts. Write it as a statement");
    }
    expect(texts.count(ATTACH) == texts.count(PLAIN_ATTACH), "ATTACH");
    for (int number : texts.found(PLAIN_ATTACH)) {
      connection(texts, number, replacements);
    }
    expect(texts.count(FUNCTION) == texts.count(PLAIN_FUNCTION), "postgres_scan");
    for (int number : texts.found(PLAIN_FUNCTION)) {
      connection(texts, number, replacements);
    }
  }

  private void connection(QuotedTexts texts, int number, Map<Integer, String> replacements)
      throws ToolFailure {
    String text = texts.value(number);
    boolean mysql = MYSQL.matcher(text).find() || texts.count(MYSQL_TYPE) > 0;
    Matcher scheme = (mysql ? MYSQL : POSTGRES).matcher(text);
    String prefix = scheme.find() ? scheme.group() : "";
    String connection = pinned.of(text.substring(prefix.length()));
    // the extension for MySQL knows no address beside the name
    if (connection != null && !mysql) {
      replacements.put(number, SqlParameter.quoted(prefix + connection));
    }
  }

  private void secret(QuotedTexts texts, Map<Integer, String> replacements) throws ToolFailure {
    if (!SECRET.matcher(texts.plain()).matches()) {
      return;
    }
    if (texts.count(PROXY) > 0) {
      throw denied("A secret can't set a proxy");
    }
    if (texts.count(OTHER_SERVER) > 0) {
      throw denied(
          "URI and SERVICE may not stand in a secret: name its server with HOST, PORT, DATABASE");
    }
    expect(
        texts.count(HOST) == texts.count(HOST_NAME) + texts.count(HOST_ADDRESS),
        "HOST of a secret");
    boolean address = texts.count(HOST_ADDRESS) > 0;
    for (int number : texts.found(HOST_NAME)) {
      String host = texts.value(number);
      String addresses = pinned.addresses(host);
      if (!address && isPostgres(texts)) {
        replacements.put(
            number, SqlParameter.quoted(host) + ", HOSTADDR " + SqlParameter.quoted(addresses));
      }
    }
    for (int number : texts.found(HOST_ADDRESS)) {
      String addresses = pinned.addresses(texts.value(number));
      replacements.put(number, SqlParameter.quoted(addresses));
    }
  }

  private static boolean isPostgres(QuotedTexts texts) {
    Matcher type = POSTGRES_SECRET.matcher(texts.plain());
    return type.find()
        && (type.group(1) == null
            || texts.value(Integer.parseInt(type.group(1))).equalsIgnoreCase("postgres"));
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

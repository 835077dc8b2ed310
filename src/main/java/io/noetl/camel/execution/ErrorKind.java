package io.noetl.camel.execution;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What kind of error a call ended with, as policies ask for it. */
enum ErrorKind {
  RATE_LIMIT(true),
  AUTH(false),
  NOT_FOUND(false),
  CLIENT_ERROR(false),
  SERVER_ERROR(true),
  CONNECTION(true),
  TIMEOUT(true),
  SCHEMA(false),
  PARSE(false),
  DB_CONNECTION(true),
  DB_CONSTRAINT(false),
  DB_DEADLOCK(true),
  DB_TIMEOUT(true),
  TOOL_ERROR(false),
  UNKNOWN(false);

  private static final Pattern SQLSTATE = Pattern.compile("SQLSTATE (\\w{5})");
  private static final Set<String> SCHEMA_TYPES =
      Set.of("ValueError", "TypeError", "KeyError", "IndexError", "AttributeError", "NameError");
  private static final Set<String> PARSE_TYPES =
      Set.of("JSONDecodeError", "SyntaxError", "UnicodeDecodeError", "ParseError");

  private final boolean retryable;

  ErrorKind(boolean retryable) {
    this.retryable = retryable;
  }

  /** As a condition compares it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the same call may work another time. */
  boolean isRetryable() {
    return retryable;
  }

  static ErrorKind of(ToolError error) {
    Integer status = error.status();
    if (status != null) {
      return ofStatus(status);
    }
    String state = sqlState(error);
    if (state != null) {
      return ofState(state);
    }
    String type = error.type();
    if (error.code().equals("TL0001")) {
      return TOOL_ERROR;
    }
    if (error.code().equals("EX0403") || type.endsWith("Timeout") || type.equals("TimeoutError")) {
      return TIMEOUT;
    }
    if (SCHEMA_TYPES.contains(type)) {
      return SCHEMA;
    }
    if (PARSE_TYPES.contains(type)) {
      return PARSE;
    }
    if (type.equals("AuthError")) {
      return AUTH;
    }
    return type.startsWith("Connect") ? connection(error) : UNKNOWN;
  }

  /** Errors of the SQL tools have codes of their own. */
  private static ErrorKind connection(ToolError error) {
    return error.code().startsWith("TL03") || error.code().startsWith("TL07")
        ? DB_CONNECTION
        : CONNECTION;
  }

  private static ErrorKind ofStatus(int status) {
    return switch (status) {
      case 429 -> RATE_LIMIT;
      case 401, 403 -> AUTH;
      case 404 -> NOT_FOUND;
      default -> status >= 500 ? SERVER_ERROR : status >= 400 ? CLIENT_ERROR : UNKNOWN;
    };
  }

  private static ErrorKind ofState(String state) {
    return switch (state) {
      case "40001", "40P01" -> DB_DEADLOCK;
      case "57014" -> DB_TIMEOUT;
      default ->
          switch (state.substring(0, 2)) {
            case "08", "28", "3D", "53", "57" -> DB_CONNECTION;
            case "23" -> DB_CONSTRAINT;
            default -> UNKNOWN;
          };
    };
  }

  /** The SQLSTATE that an error tells; null for none. */
  static @Nullable String sqlState(ToolError error) {
    Matcher matcher = SQLSTATE.matcher(error.message());
    return matcher.find() ? matcher.group(1) : null;
  }
}

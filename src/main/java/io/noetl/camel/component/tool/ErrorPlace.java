package io.noetl.camel.component.tool;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.ToolCall;
import java.util.List;
import java.util.stream.Stream;

/** Adds to a tool's error where in the document the field stands that it is about. */
final class ErrorPlace {
  private static final List<String> OF_CREDENTIALS = List.of("auth", "credential", "credentials");

  /** What a call is about, by the kinds that have it. */
  private static final List<String> OF_CALLS =
      List.of(
          "url",
          "endpoint",
          "command",
          "commands",
          "query",
          "queries",
          "sql",
          "statement",
          "uri",
          "source",
          "destination",
          "table",
          "name",
          "provider");

  private ErrorPlace() {}

  /** Gives the outcome with the place in a failure's message, unless its tool has named one. */
  static Outcome named(Outcome outcome, ToolCall call) {
    if (!(outcome instanceof Outcome.Failed failed)) {
      return outcome;
    }
    ToolError error = failed.error();
    String file = call.origin().file();
    if (!error.code().matches("(TL|DU)\\d+") || error.message().contains(file + ":")) {
      return outcome;
    }
    return fields(error)
        .map(call.origin().lines()::of)
        .filter(line -> line > 0)
        .findFirst()
        .<Outcome>map(line -> new Outcome.Failed(at(error, file + ":" + line), failed.result()))
        .orElse(outcome);
  }

  /** The fields that it may be about, the likeliest first. */
  private static Stream<String> fields(ToolError error) {
    boolean credential = error.code().startsWith("TL01") || error.type().contains("Credential");
    return credential
        ? Stream.concat(OF_CREDENTIALS.stream(), OF_CALLS.stream())
        : Stream.concat(OF_CALLS.stream(), OF_CREDENTIALS.stream());
  }

  /** A tool that knows no line may have named the file alone. */
  private static String withoutFile(String message, String place) {
    String file = " (" + place.substring(0, place.lastIndexOf(':')) + ")";
    return message.endsWith(file)
        ? message.substring(0, message.length() - file.length())
        : message;
  }

  private static ToolError at(ToolError error, String place) {
    return new ToolError(
        error.code(),
        error.type(),
        "%s (%s)".formatted(withoutFile(error.message(), place), place),
        error.status(),
        error.traceback());
  }
}

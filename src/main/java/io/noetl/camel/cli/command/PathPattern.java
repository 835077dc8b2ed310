package io.noetl.camel.cli.command;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern of catalog paths: {@code *} stands for anything but a slash, {@code **} for anything.
 *
 * @param text as written
 * @param expression the same as a regular expression
 */
record PathPattern(String text, Pattern expression) {
  /** Matches every path. */
  static final PathPattern ANY = of("**");

  static PathPattern of(String text) {
    StringBuilder expression = new StringBuilder();
    for (String part : text.splitWithDelimiters("\\*\\*|\\*|\\?", 0)) {
      expression.append(
          switch (part) {
            case "**" -> ".*";
            case "*" -> "[^/]*";
            case "?" -> "[^/]";
            default -> Pattern.quote(part);
          });
    }
    return new PathPattern(text, Pattern.compile(expression.toString(), Pattern.DOTALL));
  }

  boolean matches(String path) {
    return expression.matcher(path).matches();
  }

  /** The path itself where the pattern has no signs of its own. */
  Optional<String> literal() {
    return text.contains("*") || text.contains("?") ? Optional.empty() : Optional.of(text);
  }
}

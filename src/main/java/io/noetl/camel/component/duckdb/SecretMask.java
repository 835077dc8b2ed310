package io.noetl.camel.component.duckdb;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts that people read: values that are known to be secret, and what stands
 * behind {@code password=} and the like.
 */
public final class SecretMask {
  /** A mask that knows no value. */
  public static final SecretMask PATTERNS = new SecretMask(List.of());

  private static final String HIDDEN = "***";
  private static final int SHORTEST = 4;
  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)\\b(password|passwd|pwd|secret|secret_key|session_token|token|connection_string)"
              + "(\\s*=\\s*|\\s+)('(?:[^'\\\\]|\\\\.|'')*'|[^\\s'\",;)]+)");
  private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/\\s:@]*:)[^@/\\s]+@");

  private final List<Pattern> values;

  public SecretMask(Collection<String> values) {
    // the longest first, so that one that begins another does not leave its end
    this.values =
        values.stream()
            .filter(value -> value.length() >= SHORTEST)
            .sorted((a, b) -> b.length() - a.length())
            .map(value -> Pattern.compile("(?<!\\w)" + Pattern.quote(value) + "(?!\\w)"))
            .toList();
  }

  /** The text without its secrets. */
  public String hide(String text) {
    String hidden = text;
    for (Pattern value : values) {
      hidden = value.matcher(hidden).replaceAll(HIDDEN);
    }
    hidden = URL_PASSWORD.matcher(hidden).replaceAll("$1" + HIDDEN + "@");
    return FIELD
        .matcher(hidden)
        .replaceAll(
            match ->
                isSqlWord(match.group(3))
                    ? Matcher.quoteReplacement(match.group())
                    : Matcher.quoteReplacement(match.group(1) + match.group(2) + HIDDEN));
  }

  /** {@code CREATE SECRET name (} and prose are no fields. */
  private static boolean isSqlWord(String value) {
    return !value.startsWith("'") && value.matches("(?i)\\(|IF|IN|FROM|AS|for|with|is|was|not|and");
  }
}

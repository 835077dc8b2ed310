package io.noetl.camel.playbook;

import java.util.regex.Pattern;

/**
 * What a catalog path may be. Operators say by path what a playbook may do, so that a path has one
 * spelling: letters and digits of ASCII, {@code . _ -} and single spaces between them, in parts
 * with {@code /} between.
 */
public final class CatalogPath {
  /** What a path should look like, for messages. */
  public static final String EXPECTED =
      "expected: letters, digits, '.', '_', '-' and single spaces, in parts with '/' between; no"
          + " part empty, '.' or '..'; at most 200 signs";

  private static final int MAX_LENGTH = 200;
  private static final String PART = "(?!\\.{1,2}(?:/|\\z))[A-Za-z0-9._-]+(?: [A-Za-z0-9._-]+)*";
  private static final Pattern PATH = Pattern.compile(PART + "(?:/" + PART + ")*");

  private CatalogPath() {}

  /** Whether a text is a path that the catalog takes. */
  public static boolean isValid(String path) {
    return path.length() <= MAX_LENGTH && PATH.matcher(path).matches();
  }

  /** A path for messages: what could not be seen, or would end a line, is written out. */
  public static String shown(String path) {
    StringBuilder shown = new StringBuilder();
    path.codePoints()
        .limit(MAX_LENGTH)
        .forEach(
            c -> {
              if (c >= ' ' && c < 0x7f) {
                shown.appendCodePoint(c);
              } else {
                shown.append("\\u{%x}".formatted(c));
              }
            });
    return shown.toString();
  }
}

package io.noetl.camel.component.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement whose texts in single quotes stand apart.
 *
 * @param plain the statement without comments, each text replaced by its number: {@code '0'}
 * @param texts the texts, in order
 */
record QuotedTexts(String sql, String plain, List<Text> texts) {
  /** A plain text; one with escapes; a quoted name; comments. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "'((?:[^']|'')*)'|\\b[eE]'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"]|\"\")*\""
              + "|--[^\n]*|(?s)/\\*.*?\\*/");

  /**
   * A text.
   *
   * @param value what it says
   * @param start where its first quote stands in the statement
   * @param end behind its last quote
   */
  record Text(String value, int start, int end) {}

  static QuotedTexts of(String sql) {
    List<Text> texts = new ArrayList<>();
    String plain = TOKEN.matcher(sql).replaceAll(found -> replaced(found, texts));
    return new QuotedTexts(sql, plain, List.copyOf(texts));
  }

  private static String replaced(MatchResult found, List<Text> texts) {
    String text = found.group(1);
    if (text != null) {
      texts.add(new Text(text.replace("''", "'"), found.start(), found.end()));
      return "'" + (texts.size() - 1) + "'";
    }
    return switch (found.group().charAt(0)) {
      case '"' -> Matcher.quoteReplacement(found.group());
      case '-', '/' -> " ";
      default -> "E''";
    };
  }

  String value(int number) {
    return texts.get(number).value();
  }

  int count(Pattern pattern) {
    return Math.toIntExact(pattern.matcher(plain).results().count());
  }

  /** The numbers of the texts that a pattern's first group finds. */
  List<Integer> found(Pattern pattern) {
    return pattern.matcher(plain).results().map(found -> Integer.valueOf(found.group(1))).toList();
  }

  /** The statement with SQL of ours in the place of some texts, by their numbers. */
  String with(Map<Integer, String> replacements) {
    StringBuilder changed = new StringBuilder();
    int at = 0;
    for (int i = 0; i < texts.size(); i++) {
      String replacement = replacements.get(i);
      if (replacement != null) {
        changed.append(sql, at, texts.get(i).start()).append(replacement);
        at = texts.get(i).end();
      }
    }
    return changed.append(sql, at, sql.length()).toString();
  }
}

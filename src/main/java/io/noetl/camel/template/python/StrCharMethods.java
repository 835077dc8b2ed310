package io.noetl.camel.template.python;

import java.util.function.IntPredicate;

/** The methods of {@code str} that ask what kind its characters are. */
final class StrCharMethods {
  private StrCharMethods() {}

  static void addTo(MethodTable table) {
    all(table, "isalnum()", CharClass::isAlphanumeric);
    all(table, "isalpha()", CharClass::isAlpha);
    all(table, "isdecimal()", CharClass::isDecimal);
    all(table, "isdigit()", CharClass::isDigit);
    all(table, "isnumeric()", CharClass::isNumeric);
    all(table, "isspace()", CharClass::isSpace);
    StrMethods.add(table, "isascii()", (s, a, m) -> s.chars().allMatch(c -> c < 128));
    StrMethods.add(
        table, "isprintable()", (s, a, m) -> s.codePoints().allMatch(TextRepr::isPrintable));
    StrMethods.add(table, "isidentifier()", (s, a, m) -> isIdentifier(s));
  }

  private static void all(MethodTable table, String signature, IntPredicate kind) {
    StrMethods.add(table, signature, (s, a, m) -> !s.isEmpty() && s.codePoints().allMatch(kind));
  }

  private static boolean isIdentifier(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int first = text.codePointAt(0);
    return (first == '_' || Character.isUnicodeIdentifierStart(first))
        && text.codePoints()
            .allMatch(
                c -> Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }
}

package io.noetl.camel.template.syntax;

/** What a name may be made of. */
final class NameRules {
  private NameRules() {}

  /** The end of the word that begins at an offset; the offset itself where none does. */
  static int end(String text, int start) {
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c < 128) {
        if (!isAsciiPart(c)) {
          break;
        }
        at++;
      } else {
        int codePoint = text.codePointAt(at);
        if (!isPart(codePoint)) {
          break;
        }
        at += Character.charCount(codePoint);
      }
    }
    return at;
  }

  /** Whether a word is one of Python's identifiers. */
  static boolean isIdentifier(String word) {
    int first = word.codePointAt(0);
    if (first != '_' && !Character.isUnicodeIdentifierStart(first)) {
      return false;
    }
    return word.chars().allMatch(c -> c < 128)
        || word.codePoints().allMatch(NameRules::isIdentifierPart);
  }

  private static boolean isAsciiPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
  }

  private static boolean isPart(int c) {
    return switch (Character.getType(c)) {
      case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> Character.isLetterOrDigit(c) || isIdentifierPart(c);
    };
  }

  private static boolean isIdentifierPart(int c) {
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }
}

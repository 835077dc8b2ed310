package io.noetl.camel.template.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a template's text into tokens, one at a call: as in Jinja2, an error of the text behind a
 * syntax error is not reported.
 *
 * <p>Outside of tags there is data. A {@code -} at the inner side of a tag's mark takes the white
 * space on its outer side away; a {@code +} keeps it, as does nothing. Comments and the marks of
 * {@code raw} give no tokens.
 */
final class Lexer {
  private enum State {
    DATA,
    VARIABLE,
    BLOCK
  }

  private final String text;
  private final Deque<Character> brackets = new ArrayDeque<>();
  private State state = State.DATA;
  private int at;

  Lexer(String text) {
    this.text = text;
  }

  /** The next token; again and again {@code EOF} at the end. */
  Lexeme next() {
    while (at < text.length()) {
      Lexeme token = state == State.DATA ? data() : inTag();
      if (token != null) {
        return token;
      }
    }
    return new Lexeme(TokenType.EOF, null, new Span(text.length(), text.length()));
  }

  /** A piece of data up to the next tag; or the tag's mark, where it is at once; or null. */
  private @Nullable Lexeme data() {
    int start = at;
    int tag = tagFrom(start);
    if (tag < 0) {
      at = text.length();
      return dataToken(start, at);
    }
    boolean strip = sign(tag + 2) == '-';
    int end = strip ? Blanks.skipBack(text, start, tag) : tag;
    if (end > start) {
      at = tag;
      return dataToken(start, end);
    }
    at = tag + (sign(tag + 2) == 0 ? 2 : 3);
    return switch (text.charAt(tag + 1)) {
      case '{' -> enter(State.VARIABLE, TokenType.VARIABLE_BEGIN, tag);
      case '#' -> {
        comment();
        yield null;
      }
      default -> {
        int body = rawBody(at);
        yield body < 0 ? enter(State.BLOCK, TokenType.BLOCK_BEGIN, tag) : raw(body);
      }
    };
  }

  private Lexeme enter(State next, TokenType type, int tag) {
    state = next;
    return new Lexeme(type, null, new Span(tag, at));
  }

  private int tagFrom(int from) {
    for (int tag = text.indexOf('{', from); tag >= 0; tag = text.indexOf('{', tag + 1)) {
      char second = tag + 1 < text.length() ? text.charAt(tag + 1) : 0;
      if (second == '{' || second == '%' || second == '#') {
        return tag;
      }
    }
    return -1;
  }

  /** The sign at an offset: {@code -}, {@code +} or 0. */
  private int sign(int offset) {
    char c = offset < text.length() ? text.charAt(offset) : 0;
    return c == '-' || c == '+' ? c : 0;
  }

  private void comment() {
    if (at == text.length()) {
      return;
    }
    int end = text.indexOf("#}", at);
    if (end < 0) {
      throw new TemplateSyntaxException("Missing end of comment tag", new Span(at, at + 1));
    }
    boolean strip = end > at && text.charAt(end - 1) == '-';
    at = strip ? Blanks.skip(text, end + 2) : end + 2;
  }

  /** Where the body of a {@code raw} begins, if the tag whose inside is at an offset is one. */
  private int rawBody(int inside) {
    int word = Blanks.skip(text, inside);
    if (!text.startsWith("raw", word)) {
      return -1;
    }
    int end = Blanks.skip(text, word + 3);
    if (text.startsWith("-%}", end)) {
      return Blanks.skip(text, end + 3);
    }
    return text.startsWith("%}", end) ? end + 2 : -1;
  }

  private @Nullable Lexeme raw(int body) {
    at = body;
    if (body == text.length()) {
      return null;
    }
    for (int tag = text.indexOf("{%", body); tag >= 0; tag = text.indexOf("{%", tag + 1)) {
      int sign = sign(tag + 2);
      int word = Blanks.skip(text, tag + (sign == 0 ? 2 : 3));
      if (text.startsWith("endraw", word)) {
        int end = endOfTag(Blanks.skip(text, word + 6), "%}", true);
        if (end >= 0) {
          at = end;
          return dataToken(body, sign == '-' ? Blanks.skipBack(text, body, tag) : tag);
        }
      }
    }
    throw new TemplateSyntaxException("Missing end of raw directive", new Span(body, body + 1));
  }

  /** The offset behind a tag's end mark and what it takes away; -1 where there is none. */
  private int endOfTag(int offset, String mark, boolean plus) {
    if (text.startsWith(mark, offset)) {
      return offset + 2;
    }
    int sign = sign(offset);
    if (sign == 0 || !text.startsWith(mark, offset + 1)) {
      return -1;
    }
    return sign == '-' ? Blanks.skip(text, offset + 3) : plus ? offset + 3 : -1;
  }

  private @Nullable Lexeme dataToken(int start, int end) {
    return end == start
        ? null
        : new Lexeme(TokenType.DATA, text.substring(start, end), new Span(start, end));
  }

  /** A token inside of a tag; null for white space. */
  private @Nullable Lexeme inTag() {
    int start = at;
    if (brackets.isEmpty()) {
      boolean block = state == State.BLOCK;
      int end = endOfTag(start, block ? "%}" : "}}", block);
      if (end >= 0) {
        at = end;
        state = State.DATA;
        return token(block ? TokenType.BLOCK_END : TokenType.VARIABLE_END, null, start);
      }
    }
    int behindBlanks = Blanks.skip(text, start);
    if (behindBlanks > start) {
      at = behindBlanks;
      return null;
    }
    char c = text.charAt(start);
    if (c >= '0' && c <= '9') {
      return number(start);
    }
    if (c == '\'' || c == '"') {
      return string(start, c);
    }
    int nameEnd = NameRules.end(text, start);
    if (nameEnd > start) {
      at = nameEnd;
      String name = text.substring(start, nameEnd);
      if (!NameRules.isIdentifier(name)) {
        throw new TemplateSyntaxException("Invalid character in identifier", span(start));
      }
      return token(TokenType.NAME, name, start);
    }
    return operator(start);
  }

  private Lexeme number(int start) {
    boolean behindDot = start > 0 && text.charAt(start - 1) == '.';
    int end = behindDot ? -1 : NumberLiterals.floatEnd(text, start);
    if (end >= 0) {
      at = end;
      return token(TokenType.FLOAT, NumberLiterals.parseFloat(text.substring(start, end)), start);
    }
    at = NumberLiterals.integerEnd(text, start);
    String digits = text.substring(start, at);
    return token(TokenType.INTEGER, NumberLiterals.parseInteger(digits, span(start)), start);
  }

  private Lexeme string(int start, char quote) {
    for (int end = start + 1; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == '\\') {
        end++;
      } else if (c == quote) {
        at = end + 1;
        String body = text.substring(start + 1, end);
        return token(TokenType.STRING, StringLiterals.unescape(body, span(start)), start);
      }
    }
    throw unexpected(start);
  }

  private Lexeme operator(int start) {
    TokenType type = TokenType.operatorAt(text, start);
    if (type == null) {
      throw unexpected(start);
    }
    at = start + type.words().length();
    switch (type) {
      case LBRACE -> brackets.push('}');
      case LPAREN -> brackets.push(')');
      case LBRACKET -> brackets.push(']');
      case RBRACE, RPAREN, RBRACKET -> close(type.words(), start);
      default -> {}
    }
    return token(type, null, start);
  }

  private void close(String bracket, int start) {
    if (brackets.isEmpty()) {
      throw new TemplateSyntaxException("unexpected '" + bracket + "'", span(start));
    }
    char expected = brackets.pop();
    if (expected != bracket.charAt(0)) {
      throw new TemplateSyntaxException(
          "unexpected '" + bracket + "', expected '" + expected + "'", span(start));
    }
  }

  private TemplateSyntaxException unexpected(int start) {
    int codePoint = text.codePointAt(start);
    String shown = codePoint == '\'' ? "\"'\"" : "'" + escaped(codePoint) + "'";
    return new TemplateSyntaxException(
        "unexpected char " + shown + " at " + text.codePointCount(0, start),
        new Span(start, start + Character.charCount(codePoint)));
  }

  private static String escaped(int codePoint) {
    return codePoint == '\\'
        ? "\\\\"
        : codePoint < ' ' || codePoint == 0x7f
            ? String.format("\\x%02x", codePoint)
            : Character.toString(codePoint);
  }

  private Lexeme token(TokenType type, @Nullable Object value, int start) {
    return new Lexeme(type, value, span(start));
  }

  private Span span(int start) {
    return new Span(start, at);
  }
}

package io.noetl.camel.template.syntax;

import org.jspecify.annotations.Nullable;

/** The kinds of tokens, with the words that Jinja2's messages use for them. */
public enum TokenType {
  ADD("+"),
  ASSIGN("="),
  COLON(":"),
  COMMA(","),
  DIV("/"),
  DOT("."),
  EQ("=="),
  FLOORDIV("//"),
  GT(">"),
  GTEQ(">="),
  LBRACE("{"),
  LBRACKET("["),
  LPAREN("("),
  LT("<"),
  LTEQ("<="),
  MOD("%"),
  MUL("*"),
  NE("!="),
  PIPE("|"),
  POW("**"),
  RBRACE("}"),
  RBRACKET("]"),
  RPAREN(")"),
  SEMICOLON(";"),
  SUB("-"),
  TILDE("~"),
  FLOAT("float"),
  INTEGER("integer"),
  NAME("name"),
  STRING("string"),
  BLOCK_BEGIN("begin of statement block"),
  BLOCK_END("end of statement block"),
  VARIABLE_BEGIN("begin of print statement"),
  VARIABLE_END("end of print statement"),
  DATA("template data / text"),
  EOF("end of template");

  private static final TokenType[] SINGLE = new TokenType[128];

  static {
    for (TokenType type : values()) {
      if (type.words.length() == 1) {
        SINGLE[type.words.charAt(0)] = type;
      }
    }
  }

  private final String words;

  TokenType(String words) {
    this.words = words;
  }

  /** How Jinja2's messages call the kind. */
  public String words() {
    return words;
  }

  /** The operator that begins at an offset of a text; null where none does. */
  static @Nullable TokenType operatorAt(String text, int at) {
    char first = text.charAt(at);
    char second = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    TokenType two =
        switch (first) {
          case '/' -> second == '/' ? FLOORDIV : null;
          case '*' -> second == '*' ? POW : null;
          case '=' -> second == '=' ? EQ : null;
          case '!' -> second == '=' ? NE : null;
          case '>' -> second == '=' ? GTEQ : null;
          case '<' -> second == '=' ? LTEQ : null;
          default -> null;
        };
    return two != null || first >= SINGLE.length ? two : SINGLE[first];
  }
}

package io.noetl.camel.template.compile;

import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.Span;
import io.noetl.camel.template.syntax.TemplateSyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Jinja2 leaves {@code f(a=1, a=2)} to Python, which does not mind where a name is a keyword. */
final class RepeatedKeywords {
  private static final Set<String> PYTHON_KEYWORDS =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  private RepeatedKeywords() {}

  static void check(List<Expr.Keyword> keywords, Span span, Findings findings) {
    Set<String> seen = new HashSet<>();
    String repeated = null;
    for (Expr.Keyword keyword : keywords) {
      if (PYTHON_KEYWORDS.contains(keyword.name())) {
        return;
      }
      if (!seen.add(keyword.name()) && repeated == null) {
        repeated = keyword.name();
      }
    }
    if (repeated != null) {
      findings.addPythonError(
          new TemplateSyntaxException(
              "SyntaxError", "keyword argument repeated: " + repeated, "name it once", span));
    }
  }
}

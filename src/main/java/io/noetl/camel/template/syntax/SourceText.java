package io.noetl.camel.template.syntax;

import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.TemplateSource;

/**
 * A template's text as Jinja2 reads it, and the way from its offsets to the document. Line ends are
 * all {@code \n}, and the last one is left out.
 *
 * @param text the normalised text
 * @param where its place in the document
 */
public record SourceText(String text, TemplateSource where) {

  /** Normalises a text. */
  public static SourceText of(String source, TemplateSource where) {
    String text = source;
    if (source.indexOf('\r') >= 0) {
      text = source.replace("\r\n", "\n").replace('\r', '\n');
    }
    return new SourceText(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text, where);
  }

  /** The line in the template, from 1. */
  public int lineOf(int offset) {
    int line = 1;
    for (int at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      line++;
    }
    return line;
  }

  /** The line in the document, from 1. */
  public int documentLine(int offset) {
    return lineOf(offset) + Math.max(0, where.line() - 1);
  }

  /** The column in the document's line, from 1. */
  public int documentColumn(int offset) {
    return offset - lineStart(offset) + Math.max(1, where.column());
  }

  /** An error at a part of the text. */
  public TemplateError error(String errorClass, String message, String hint, Span span) {
    int start = Math.min(span.start(), text.length());
    int end = Math.clamp(span.end(), start, text.length());
    return new TemplateError(
        errorClass,
        message,
        hint,
        where,
        documentLine(start),
        documentColumn(start),
        text.substring(start, end),
        excerpt(start, end));
  }

  private int lineStart(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The line with the part, shortened where it is long, and a mark under the part. */
  private String excerpt(int start, int end) {
    int lineStart = lineStart(start);
    int lineEnd = text.indexOf('\n', start);
    lineEnd = lineEnd < 0 ? text.length() : lineEnd;
    int from = Math.max(lineStart, start - 60);
    int to = Math.min(lineEnd, Math.max(start + 60, Math.min(end, start + 100)));
    int marks = Math.max(1, Math.min(end, to) - start);
    String before = (from > lineStart ? "…" : "") + text.substring(from, start);
    return "    "
        + before
        + text.substring(start, to)
        + (to < lineEnd ? "…" : "")
        + "\n    "
        + " ".repeat(before.length())
        + "^".repeat(marks);
  }
}

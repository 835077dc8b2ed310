package io.noetl.camel.template.syntax;

/**
 * A part of a template's normalised text.
 *
 * @param start the offset of its first character
 * @param end the offset behind its last character
 */
public record Span(int start, int end) {

  /** The part from the beginning of this one to the end of another one. */
  public Span to(Span other) {
    return new Span(start, Math.max(end, other.end));
  }
}

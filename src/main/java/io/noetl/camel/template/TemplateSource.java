package io.noetl.camel.template;

/**
 * Where a template's text stands in its document, for messages.
 *
 * @param file the document's name
 * @param field the field that the text is the value of, such as {@code workflow[2].tool.url}
 * @param line the line on which the text begins, from 1; 0 when it is not known
 * @param column the column at which each line of the text begins, from 1: in a block scalar the
 *     first column behind the indentation
 */
public record TemplateSource(String file, String field, int line, int column) {
  /** A template that stands in no document: positions count from its own beginning. */
  public static final TemplateSource UNKNOWN = new TemplateSource("", "", 0, 0);
}

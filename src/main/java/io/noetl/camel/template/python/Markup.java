package io.noetl.camel.template.python;

/**
 * A text that is safe in HTML: a {@code str} whose methods and operators escape what they add to
 * it.
 *
 * @param text the text
 */
public record Markup(String text) {}

package io.noetl.camel.tool.postgres;

/**
 * A value as PostgreSQL's own text of it, to be stored as it is.
 *
 * @param text the text
 */
public record PgRaw(String text) {}

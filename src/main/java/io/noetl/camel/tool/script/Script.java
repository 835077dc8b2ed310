package io.noetl.camel.tool.script;

/**
 * A text that stands outside of the playbook.
 *
 * @param text what it says
 * @param name where it was found: for messages and tracebacks
 */
public record Script(String text, String name) {}

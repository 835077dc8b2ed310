package io.noetl.camel.playbook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step or a workbook entry calls.
 *
 * @param kind the tool's kind, one that we know
 * @param config its fields but {@code kind}, {@code args} and {@code retry}; templates as text
 * @param args the tool's own args: defaults for the step's
 * @param pointer JSON pointer of the tool
 */
public record ToolSpec(
    String kind,
    Map<String, @Nullable Object> config,
    Map<String, @Nullable Object> args,
    String pointer) {}

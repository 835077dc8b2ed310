package io.noetl.camel.playbook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named tool call that steps of kind {@code workbook} share.
 *
 * @param index its place in the workbook, from 0
 * @param name unique in the workbook
 * @param tool what it calls
 * @param args args of the entry: defaults for those of the step
 */
public record WorkbookEntry(
    int index, String name, ToolSpec tool, Map<String, @Nullable Object> args) {}

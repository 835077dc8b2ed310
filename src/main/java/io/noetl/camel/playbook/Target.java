package io.noetl.camel.playbook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step to go to.
 *
 * @param step its name
 * @param args args for that step; templates as text
 * @param pointer JSON pointer of the entry
 */
public record Target(String step, Map<String, @Nullable Object> args, String pointer) {}

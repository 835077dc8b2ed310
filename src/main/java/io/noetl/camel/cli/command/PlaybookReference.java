package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A playbook in the catalog, as one writes it: {@code path}, {@code path@version}, {@code
 * catalog://path@version}.
 *
 * @param path its catalog path
 * @param version null for the latest
 */
record PlaybookReference(String path, @Nullable Integer version) {
  private static final Pattern FORM = Pattern.compile("(?:catalog://)?(.+?)(?:@(\\d{1,9}))?");

  /** Reads the written form; an explicit version wins over the one in the text. */
  static PlaybookReference of(String text, @Nullable Integer version) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "playbook: '%s' (expected: a catalog path)".formatted(text));
    }
    String inText = form.group(2);
    if (version == null && inText != null) {
      return new PlaybookReference(form.group(1), Integer.valueOf(inText));
    }
    return new PlaybookReference(form.group(1), version);
  }

  /** The body of POST /api/execute. */
  ObjectNode startRequest(ObjectNode payload) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("path", path);
    body.set("payload", payload);
    if (version != null) {
      body.put("version", version);
    }
    return body;
  }
}

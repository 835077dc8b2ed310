package io.noetl.camel.api;

import io.noetl.camel.playbook.PlaybookSchema;
import java.util.Map;

/** The JSON Schema of playbooks, for editors. */
public class SchemaApi {

  /** {@code GET /schema/playbook.json}. Open to all: an editor has no key. */
  public Object playbook() {
    return new ApiReply(200, "application/schema+json", Map.of(), PlaybookSchema.text());
  }
}

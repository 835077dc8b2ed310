package io.noetl.camel.api;

import io.noetl.camel.playbook.PlaybookSchema;
import java.util.Map;

/** The JSON Schemas of documents, for editors. */
public class SchemaApi {

  /** {@code GET /schema/playbook.json}. Open to all: an editor has no key. */
  public Object playbook() {
    return new ApiReply(200, "application/schema+json", Map.of(), PlaybookSchema.text());
  }

  /** {@code GET /schema/subscription.json}. Open to all, as that of playbooks. */
  public Object subscription() {
    return new ApiReply(200, "application/schema+json", Map.of(), PlaybookSchema.ofSubscriptions());
  }
}

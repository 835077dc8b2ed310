package io.noetl.camel.tool.secret;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.OpenCredential;
import org.jspecify.annotations.Nullable;

/**
 * A secret that a step asks for.
 *
 * @param name its name or path
 * @param key the member of it that is wanted; null for all of it
 * @param version the version; null for the latest
 * @param fields all fields of the step
 * @param credential who asks; null where the provider needs nobody
 * @param call the step's call
 */
public record SecretRequest(
    String name,
    @Nullable String key,
    @Nullable String version,
    CallFields fields,
    @Nullable OpenCredential credential,
    ToolCall call) {

  static SecretRequest of(ToolCall call, @Nullable OpenCredential credential) throws ToolFailure {
    CallFields fields = CallFields.of(call);
    String name = fields.required("secrets", "name", "secret_name", "path");
    return new SecretRequest(
        name, fields.text("key", "field"), fields.text("version"), fields, credential, call);
  }

  ToolFailure notFound(String where, String cure) {
    return new ToolFailure(
        "TL0602", "SecretNotFound", "secret '%s' not found in %s: %s".formatted(name, where, cure));
  }
}

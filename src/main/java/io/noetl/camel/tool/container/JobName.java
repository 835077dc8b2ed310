package io.noetl.camel.tool.container;

import io.noetl.camel.tool.ToolCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Names the one Job of a call, so that whoever goes on with the call finds it again.
 *
 * @param hash of the execution, the call in it and the attempt
 */
record JobName(String hash, long executionId) {
  static final String CALL = "noetl.io/call";
  private static final String EXECUTION = "noetl.io/execution";
  private static final String MANAGER = "app.kubernetes.io/managed-by";
  private static final int HASH_BYTES = 16;

  static JobName of(ToolCall call) {
    ToolCall.Origin origin = call.origin();
    String key = origin.executionId() + "/" + call.idempotencyKey() + "/" + origin.attempt();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return new JobName(HexFormat.of().formatHex(digest, 0, HASH_BYTES), origin.executionId());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  String text() {
    return "noetl-" + hash;
  }

  Map<String, String> labels() {
    return Map.of(CALL, hash, EXECUTION, String.valueOf(executionId), MANAGER, "noetl-camel");
  }
}

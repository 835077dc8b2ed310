package io.noetl.camel.tool.gcs;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.CredentialResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gcs tool: uploads the file {@code source} to {@code destination}, {@code gs://bucket/key}, as
 * the service account of {@code credential}; {@code content_type} and {@code metadata} go along.
 * {@code endpoint} names a server that is not Google's.
 *
 * <p>Result: {@code {status, uri, bucket, blob, size, content_type, message}}.
 */
public final class GcsTool implements Tool {

  private static final String GOOGLE = "https://storage.googleapis.com";

  private final Tool http;
  private final CredentialResolver credentials;
  private final @Nullable Path folder;
  private final InstantSource clock;

  /**
   * @param http the http tool, which speaks to Google
   * @param folder the folder whose files may be uploaded; null for none
   */
  public GcsTool(
      Tool http, CredentialResolver credentials, @Nullable Path folder, InstantSource clock) {
    this.http = http;
    this.credentials = credentials;
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("gcs");
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    try {
      if (call.profile().restricted()) {
        throw new ToolFailure("TL0804", "Denied", ExecutionProfile.closed("kind gcs"));
      }
      CallFields fields = CallFields.of(call);
      Object spec = CredentialResolver.specOf(call);
      if (spec == null) {
        throw GcsUpload.wrong(
            "credential is missing (expected: the name of one with service_account_json)");
      }
      ServiceAccount account = ServiceAccount.of(credentials.one(spec, call));
      GcsUpload upload = GcsUpload.of(fields, folder);
      Outcome sent = http.call(put(call, upload, fields, token(call, account)));
      return sent instanceof Outcome.Failed ? sent : new Outcome.Done(result(upload));
    } catch (ToolFailure e) {
      return e.outcome();
    }
  }

  private String token(ToolCall call, ServiceAccount account)
      throws ToolFailure, InterruptedException {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("url", account.tokenUri());
    config.put("method", "POST");
    config.put("headers", Map.of("Content-Type", "application/x-www-form-urlencoded"));
    config.put(
        "payload",
        Map.of(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "assertion",
            account.assertion(clock.instant())));
    Outcome outcome = http.call(with(call, config));
    if (outcome instanceof Outcome.Failed failed) {
      throw new ToolFailure(failed.error(), null);
    }
    Object data = outcome instanceof Outcome.Done(Map<?, ?> envelope) ? envelope.get("data") : null;
    Map<String, @Nullable Object> answer = CallFields.asMap(data);
    String token = answer == null ? null : new CallFields(answer).text("access_token");
    if (token == null) {
      throw new ToolFailure("TL0803", "AuthError", account.tokenUri() + " gave no access_token");
    }
    return token;
  }

  private static ToolCall put(ToolCall call, GcsUpload upload, CallFields fields, String token)
      throws ToolFailure {
    Map<String, @Nullable Object> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + token);
    headers.put("Content-Type", upload.contentType());
    fields.map("metadata").forEach((name, value) -> headers.put("x-goog-meta-" + name, value));
    String endpoint = fields.text("endpoint");
    String base = endpoint == null ? GOOGLE : endpoint.replaceAll("/+$", "");
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("method", "PUT");
    config.put("url", base + "/" + upload.bucket() + "/" + encoded(upload.blob()));
    config.put("headers", headers);
    config.put("body", upload.file());
    config.put("timeout", fields.first("timeout"));
    return with(call, config);
  }

  /** What would end the path in an address. */
  private static String encoded(String blob) {
    return blob.replace("%", "%25").replace("?", "%3F").replace("#", "%23");
  }

  private static ToolCall with(ToolCall call, Map<String, @Nullable Object> config) {
    return new ToolCall(
        "http",
        config,
        Map.of(),
        call.context(),
        call.origin(),
        call.idempotencyKey(),
        call.timeout(),
        call.log());
  }

  private static Map<String, @Nullable Object> result(GcsUpload upload) throws ToolFailure {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("status", "success");
    result.put("uri", "gs://" + upload.bucket() + "/" + upload.blob());
    result.put("bucket", upload.bucket());
    result.put("blob", upload.blob());
    try {
      result.put("size", Files.size(upload.file()));
    } catch (IOException e) {
      throw GcsUpload.wrong("source: " + e.getMessage());
    }
    result.put("content_type", upload.contentType());
    result.put("message", "uploaded " + upload.file().getFileName());
    return result;
  }
}

package io.noetl.camel.tool.secret;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HashiCorp Vault and what speaks its API (OpenBao): the key-value engine, version 2 or, with
 * {@code kv_version: 1}, 1. The step or its credential give {@code address}, {@code mount} (default
 * secret), {@code namespace}, and {@code token} or {@code role_id} and {@code secret_id}.
 */
public final class VaultSecrets implements SecretProvider {

  private final Tool http;
  private final @Nullable String defaultAddress;

  /**
   * @param http the http tool, which speaks to Vault
   * @param defaultAddress where Vault is if neither step nor credential says so
   */
  public VaultSecrets(Tool http, @Nullable String defaultAddress) {
    this.http = http;
    this.defaultAddress = defaultAddress;
  }

  @Override
  public Set<String> names() {
    return Set.of("vault", "hashicorp_vault", "openbao");
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public @Nullable Object read(SecretRequest request) throws ToolFailure, InterruptedException {
    CallFields fields = settings(request);
    String address = fields.text("address", "url", "vault_url", "vault_addr");
    if (address == null) {
      address = defaultAddress;
    }
    if (address == null) {
      throw new ToolFailure(
          "TL0601", "ConfigError", "secrets: address is missing (expected: Vault's URL)");
    }
    String base = address.replaceAll("/+$", "") + "/v1/";
    String mount = fields.text("mount");
    boolean first = "1".equals(fields.text("kv_version"));
    String path = (mount == null ? "secret" : mount) + (first ? "/" : "/data/") + request.name();
    Map<String, @Nullable Object> call = new LinkedHashMap<>();
    call.put("url", base + path);
    if (request.version() != null) {
      call.put("params", Map.of("version", request.version()));
    }
    call.put("headers", headers(fields, token(base, fields, request)));
    Map<String, @Nullable Object> data = send(call, request);
    return first ? data : CallFields.asMap(data.get("data"));
  }

  private static CallFields settings(SecretRequest request) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    if (request.credential() != null) {
      merged.putAll(request.credential().data());
    }
    merged.putAll(request.fields().values());
    return new CallFields(merged);
  }

  private String token(String base, CallFields fields, SecretRequest request)
      throws ToolFailure, InterruptedException {
    String token = fields.text("token", "vault_token", "value");
    if (token != null) {
      return token;
    }
    String role = fields.text("role_id");
    String secret = fields.text("secret_id");
    if (role == null || secret == null) {
      throw new ToolFailure(
          "TL0601",
          "ConfigError",
          "secrets: who asks Vault is missing (expected: auth with token, or role_id and"
              + " secret_id)");
    }
    Map<String, @Nullable Object> call = new LinkedHashMap<>();
    call.put("url", base + "auth/approle/login");
    call.put("method", "POST");
    call.put("payload", Map.of("role_id", role, "secret_id", secret));
    call.put("headers", headers(fields, null));
    Map<String, @Nullable Object> auth = CallFields.asMap(answer(call, request).get("auth"));
    String login = auth == null ? null : new CallFields(auth).text("client_token");
    if (login == null) {
      throw request.notFound("Vault", "its login gave no client_token");
    }
    return login;
  }

  private static Map<String, @Nullable Object> headers(CallFields fields, @Nullable String token) {
    Map<String, @Nullable Object> headers = new LinkedHashMap<>();
    headers.put("X-Vault-Token", token);
    headers.put("X-Vault-Namespace", fields.text("namespace"));
    headers.put("X-Vault-Request", "true");
    return headers;
  }

  private Map<String, @Nullable Object> send(
      Map<String, @Nullable Object> config, SecretRequest request)
      throws ToolFailure, InterruptedException {
    Map<String, @Nullable Object> data = CallFields.asMap(answer(config, request).get("data"));
    if (data == null) {
      throw request.notFound("Vault", "the answer has no data; is it a key-value engine?");
    }
    return data;
  }

  private Map<String, @Nullable Object> answer(
      Map<String, @Nullable Object> config, SecretRequest request)
      throws ToolFailure, InterruptedException {
    ToolCall call = request.call();
    Outcome outcome =
        http.call(
            new ToolCall(
                "http",
                config,
                Map.of(),
                call.context(),
                call.origin(),
                call.idempotencyKey(),
                call.timeout(),
                call.log()));
    return switch (outcome) {
      case Outcome.Done(Map<?, ?> envelope) when CallFields.asMap(envelope.get("data")) != null ->
          java.util.Objects.requireNonNull(CallFields.asMap(envelope.get("data")));
      case Outcome.Done done -> throw request.notFound("Vault", "its answer is no JSON object");
      case Outcome.Failed failed when Integer.valueOf(404).equals(failed.error().status()) ->
          throw request.notFound("Vault", "check mount and path; version 2 has data/ added by us");
      case Outcome.Failed failed -> throw new ToolFailure(failed.error(), null);
    };
  }
}

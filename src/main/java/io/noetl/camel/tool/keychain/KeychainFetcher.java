package io.noetl.camel.tool.keychain;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.RunInfo;
import io.noetl.camel.playbook.KeychainEntry;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.Credentials;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fetches what one entry of a keychain stands for, by its kind. */
public final class KeychainFetcher {
  /** The type of a failure that may pass by itself: something else does not answer. */
  static final String UNAVAILABLE = "KeychainUnavailable";

  private static final Set<String> NO_ANSWER = Set.of("ConnectError", "Timeout");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** What says where a secret may be read, and not which: it is read where the server is. */
  private static final Set<String> PLACEMENT =
      Set.of("map", "region", "residency", "allowed_regions", "no_broker_fallback");

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Credentials credentials;
  private final Tool http;
  private final Tool secrets;

  /**
   * Makes the fetcher.
   *
   * @param http calls token endpoints
   * @param secrets reads from secret providers
   */
  public KeychainFetcher(Credentials credentials, Tool http, Tool secrets) {
    this.credentials = credentials;
    this.http = http;
    this.secrets = secrets;
  }

  Map<String, @Nullable Object> fetch(
      RunInfo info, KeychainEntry entry, Map<String, @Nullable Object> fields)
      throws ToolFailure, InterruptedException {
    return switch (entry.kind()) {
      case "static" -> members(fields, "map: {name: value}");
      case "bearer" -> bearer(fields);
      case "credential", "credential_ref" -> credential(info, entry, fields);
      case "oauth2" -> oauth2(info, entry, fields);
      case "secret_manager", "secrets" -> secretManager(info, entry, fields);
      default ->
          throw failure(
              "this server gets no tokens from Google: register the token's credential and use"
                  + " kind credential, or fetch it by kind oauth2");
    };
  }

  private static Map<String, @Nullable Object> bearer(Map<String, @Nullable Object> fields)
      throws ToolFailure {
    String token = new CallFields(fields).text("token", "access_token");
    if (token == null || token.isBlank()) {
      throw failure("its token is empty: write `token: \"{{ … }}\"` with a name that is defined");
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("access_token", token);
    data.put("token_type", "Bearer");
    return data;
  }

  private Map<String, @Nullable Object> credential(
      RunInfo info, KeychainEntry entry, Map<String, @Nullable Object> fields) throws ToolFailure {
    String given = new CallFields(fields).text("ref", "credential");
    String name = given == null ? entry.name() : given;
    return credentials
        .find(name, info.profile())
        .map(found -> found.data())
        .orElseThrow(
            () -> failure("there is no credential '" + name + "': register it, or correct `ref`"));
  }

  private Map<String, @Nullable Object> oauth2(
      RunInfo info, KeychainEntry entry, Map<String, @Nullable Object> fields)
      throws ToolFailure, InterruptedException {
    String endpoint = new CallFields(fields).text("endpoint", "token_url", "url");
    if (endpoint == null || endpoint.isBlank()) {
      throw failure("it has no endpoint: write `endpoint: \"https://…/token\"`");
    }
    Map<String, @Nullable Object> headers = new LinkedHashMap<>();
    headers.put("Content-Type", FORM);
    headers.put("Accept", "application/json");
    headers.putAll(new CallFields(fields).map("headers"));
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("url", endpoint);
    config.put("method", fields.getOrDefault("method", "POST"));
    config.put("headers", headers);
    config.put("data", fields.get("data"));
    if (fields.containsKey("auth")) {
      config.put("auth", fields.get("auth"));
    }
    Object body = ((Map<?, ?>) call(http, "http", info, entry, config)).get("data");
    Map<String, @Nullable Object> token = CallFields.asMap(body);
    if (token == null) {
      throw failure("the token endpoint's answer is no JSON object");
    }
    return token;
  }

  private Map<String, @Nullable Object> secretManager(
      RunInfo info, KeychainEntry entry, Map<String, @Nullable Object> fields)
      throws ToolFailure, InterruptedException {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> member :
        members(fields, "map: {name: path of the secret}").entrySet()) {
      Map<String, @Nullable Object> config = new LinkedHashMap<>(fields);
      config.keySet().removeAll(PLACEMENT);
      config.putIfAbsent("provider", "gcp");
      config.put("name", member.getValue());
      Object found = call(secrets, "secrets", info, entry, config);
      data.put(member.getKey(), ((Map<?, ?>) found).get("secret_value"));
    }
    return data;
  }

  private static Map<String, @Nullable Object> members(
      Map<String, @Nullable Object> fields, String cure) throws ToolFailure {
    Map<String, @Nullable Object> members = CallFields.asMap(fields.get("map"));
    if (members == null || members.isEmpty()) {
      throw failure("it has no map: write `" + cure + "`");
    }
    return members;
  }

  private static Object call(
      Tool tool,
      String kind,
      RunInfo info,
      KeychainEntry entry,
      Map<String, @Nullable Object> config)
      throws ToolFailure, InterruptedException {
    ToolCall.Origin origin =
        new ToolCall.Origin(
            info.executionId(),
            info.path(),
            info.path(),
            "keychain",
            1,
            field -> 0,
            info.profile());
    Outcome outcome =
        tool.call(
            new ToolCall(
                kind,
                config,
                Map.of(),
                Map.of(),
                origin,
                info.executionId() + "/keychain/" + entry.name(),
                TIMEOUT,
                StepLog.NONE));
    return switch (outcome) {
      case Outcome.Done(Map<?, ?> result) -> result;
      case Outcome.Done done -> throw failure("the " + kind + " tool gave no map");
      case Outcome.Failed failed -> throw told(failed);
    };
  }

  /** The body of a refusal may repeat what was sent to it, so its status has to do. */
  private static ToolFailure told(Outcome.Failed failed) {
    Integer status = failed.error().status();
    String message =
        status == null
            ? failed.error().message()
            : "the endpoint answered " + status + ": check its address and what is sent to it";
    boolean passing =
        status == null
            ? NO_ANSWER.contains(failed.error().type())
            : status >= 500 || status == 429 || status == 408;
    return passing ? new ToolFailure("TL0701", UNAVAILABLE, message) : failure(message);
  }

  private static ToolFailure failure(String message) {
    return new ToolFailure("TL0701", "KeychainError", message);
  }
}

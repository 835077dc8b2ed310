package io.noetl.camel.tool.secret;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The secrets tool: {@code provider} (env, file, vault), {@code name}, {@code key}, {@code
 * version}.
 *
 * <p>Result: {@code {secret_value, provider, name}}. The value is a secret: whoever records results
 * has to keep this one out of rows and replies.
 */
public final class SecretsTool implements Tool {

  private final CredentialResolver credentials;
  private final Map<String, SecretProvider> providers = new TreeMap<>();

  public SecretsTool(CredentialResolver credentials, List<SecretProvider> providers) {
    this.credentials = credentials;
    for (SecretProvider provider : providers) {
      provider.names().forEach(name -> this.providers.put(name, provider));
    }
  }

  @Override
  public Set<String> kinds() {
    return Set.of("secrets");
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    try {
      Object spec = CredentialResolver.specOf(call);
      OpenCredential credential = spec == null ? null : credentials.one(spec, call);
      SecretRequest request = SecretRequest.of(call, credential);
      String name = CallFields.of(call).text("provider");
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      SecretProvider provider = provider(name);
      if (provider.isLocal() && call.profile().restricted()) {
        throw new ToolFailure(
            "TL0604", "Denied", "secrets: " + ExecutionProfile.closed("provider " + name));
      }
      result.put("secret_value", member(provider.read(request), request));
      result.put("provider", name);
      result.put("name", request.name());
      return new Outcome.Done(result);
    } catch (ToolFailure e) {
      return e.outcome();
    }
  }

  private SecretProvider provider(@Nullable String name) throws ToolFailure {
    SecretProvider provider =
        name == null ? null : providers.get(name.strip().toLowerCase(Locale.ROOT));
    if (provider == null) {
      throw new ToolFailure(
          "TL0601",
          "ConfigError",
          "secrets: provider '%s' (expected: one of %s)".formatted(name, providers.keySet()));
    }
    return provider;
  }

  /** The member that is asked for; of a secret with {@code value} alone that. */
  private static @Nullable Object member(@Nullable Object secret, SecretRequest request)
      throws ToolFailure {
    if (!(secret instanceof Map<?, ?> map)) {
      return secret;
    }
    String key = request.key();
    if (key == null) {
      return map.size() == 1 && map.containsKey("value") ? map.get("value") : secret;
    }
    if (!map.containsKey(key)) {
      throw request.notFound(
          "its provider", "it has no member '%s' (it has %s)".formatted(key, map.keySet()));
    }
    return map.get(key);
  }
}

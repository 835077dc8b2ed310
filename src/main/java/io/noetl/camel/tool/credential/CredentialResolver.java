package io.noetl.camel.tool.credential;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the credentials that a step's {@code auth} names. */
public final class CredentialResolver {

  private static final String KEYCHAIN = "keychain:";

  private final Credentials credentials;
  private final SecretVariables variables;

  public CredentialResolver(Credentials credentials, SecretVariables variables) {
    this.credentials = credentials;
    this.variables = variables;
  }

  /**
   * The credential spec of a call: {@code auth}, else {@code credentials} or {@code credential}.
   */
  public static @Nullable Object specOf(ToolCall call) {
    Object spec = new CallFields(call.config()).first("auth", "credentials", "credential");
    return spec == null ? new CallFields(call.args()).first("auth") : spec;
  }

  /**
   * The credentials of a spec by alias, in its order. A spec without aliases is one entry.
   *
   * @param context what templates see: {@code keychain:name} is looked up in its {@code keychain}
   * @param profile what the execution may reach: a restricted one reads no variables and no secrets
   *     of the cluster
   */
  public Map<String, OpenCredential> resolve(
      Object spec, Map<String, @Nullable Object> context, ExecutionProfile profile)
      throws ToolFailure {
    Map<String, OpenCredential> found = new LinkedHashMap<>();
    for (Map.Entry<String, AuthSpec> entry : AuthSpecs.parse(spec).entrySet()) {
      found.put(entry.getKey(), resolve(entry.getKey(), entry.getValue(), context, profile));
    }
    return found;
  }

  /** The credential of a spec; the first where there are several. */
  public OpenCredential one(
      Object spec, Map<String, @Nullable Object> context, ExecutionProfile profile)
      throws ToolFailure {
    return resolve(spec, context, profile).values().iterator().next();
  }

  /** The credential of a spec of a call; the first where there are several. */
  public OpenCredential one(Object spec, ToolCall call) throws ToolFailure {
    return one(spec, call.context(), call.profile());
  }

  private OpenCredential resolve(
      String label, AuthSpec spec, Map<String, @Nullable Object> context, ExecutionProfile profile)
      throws ToolFailure {
    return switch (spec) {
      case AuthSpec.Named named -> overlaid(named(named.name(), context, profile), named);
      case AuthSpec.Variable variable ->
          new OpenCredential(
              variable.name(),
              Optional.ofNullable(variable.type()).orElse("generic"),
              merged(variableFields(variable.name(), profile), variable.fields()));
      case AuthSpec.Inline inline ->
          new OpenCredential(
              label, Optional.ofNullable(inline.type()).orElse("generic"), inline.fields());
    };
  }

  private OpenCredential named(
      String name, Map<String, @Nullable Object> context, ExecutionProfile profile)
      throws ToolFailure {
    if (name.startsWith(KEYCHAIN)) {
      String entry = name.substring(KEYCHAIN.length());
      Map<String, @Nullable Object> keychain = CallFields.asMap(context.get("keychain"));
      Map<String, @Nullable Object> data =
          keychain == null ? null : CallFields.asMap(keychain.get(entry));
      if (data == null) {
        throw new ToolFailure(
            "TL0102",
            "CredentialNotFound",
            "keychain entry '%s' not found: name it in the playbook's keychain section"
                .formatted(entry));
      }
      return new OpenCredential(entry, "generic", data);
    }
    return credentials
        .find(name, profile)
        .map(OpenCredential::stored)
        .orElseThrow(
            () ->
                new ToolFailure(
                    "TL0102",
                    "CredentialNotFound",
                    "credential '%s' not found: register it with 'noetlctl register credential -f <file>'"
                        .formatted(name)));
  }

  private static OpenCredential overlaid(OpenCredential credential, AuthSpec.Named named) {
    Map<String, @Nullable Object> data = merged(credential.data(), named.fields());
    // the step's type tells how to use a credential; a credential's own type is kept otherwise
    String type = named.type() == null ? credential.type() : named.type();
    return new OpenCredential(credential.name(), type, data, credential.servers());
  }

  private Map<String, @Nullable Object> variableFields(String name, ExecutionProfile profile)
      throws ToolFailure {
    if (profile.restricted()) {
      throw new ToolFailure(
          "TL0103", "Denied", "auth: " + ExecutionProfile.closed("the environment"));
    }
    String value = variables.find(name);
    if (value == null) {
      throw new ToolFailure(
          "TL0103",
          "CredentialNotFound",
          "secret '%s' not found: set the environment variable %s, or have the operator allow '%s'"
              .formatted(name, SecretVariables.variable(name), name));
    }
    Map<String, @Nullable Object> fields = CallFields.asMap(value);
    return fields == null ? Map.of("value", value) : fields;
  }

  private static Map<String, @Nullable Object> merged(
      Map<String, @Nullable Object> base, Map<String, @Nullable Object> over) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(base);
    // a stored credential may hold its fields as JSON text under one name
    Object nested = base.get("data");
    if (nested instanceof String text && ToolJson.parseOrText(text) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> merged.putIfAbsent(String.valueOf(key), value));
    } else if (nested instanceof Map<?, ?> map) {
      map.forEach((key, value) -> merged.putIfAbsent(String.valueOf(key), value));
    }
    merged.putAll(over);
    return merged;
  }
}

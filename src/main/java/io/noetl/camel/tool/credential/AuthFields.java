package io.noetl.camel.tool.credential;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.ToolFailure;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a call as its templates see them: {@code auth.alias.field}, and {@code
 * auth.field} where there is one credential alone. Resolved when a template asks for a member.
 */
public final class AuthFields extends AbstractMap<String, @Nullable Object> {
  private final CredentialResolver resolver;
  private final Supplier<@Nullable Object> spec;
  private final Supplier<Map<String, @Nullable Object>> context;
  private final ExecutionProfile profile;
  private @Nullable Map<String, @Nullable Object> members;

  /**
   * Fields of a spec.
   *
   * @param spec the {@code auth} of the call, null where it has none
   * @param context what templates see
   * @param profile what the execution may reach
   */
  public AuthFields(
      CredentialResolver resolver,
      Supplier<@Nullable Object> spec,
      Supplier<Map<String, @Nullable Object>> context,
      ExecutionProfile profile) {
    this.resolver = resolver;
    this.spec = spec;
    this.context = context;
    this.profile = profile;
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    Map<String, @Nullable Object> found = members;
    if (found == null) {
      found = resolve();
      members = found;
    }
    return found.entrySet();
  }

  /** What can't be resolved has no fields here: the call itself says why. */
  private Map<String, @Nullable Object> resolve() {
    Object written = spec.get();
    if (written == null || "".equals(written)) {
      return Map.of();
    }
    try {
      Map<String, OpenCredential> credentials = resolver.resolve(written, context.get(), profile);
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      if (credentials.size() == 1) {
        fields.putAll(credentials.values().iterator().next().data());
      }
      credentials.forEach((alias, credential) -> fields.put(alias, credential.data()));
      return fields;
    } catch (ToolFailure e) {
      return Map.of();
    }
  }
}

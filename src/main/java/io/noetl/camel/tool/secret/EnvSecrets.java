package io.noetl.camel.tool.secret;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.SecretVariables;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Environment variables, as far as playbooks may read them. */
public final class EnvSecrets implements SecretProvider {

  private final SecretVariables variables;

  public EnvSecrets(SecretVariables variables) {
    this.variables = variables;
  }

  @Override
  public Set<String> names() {
    return Set.of("env", "environment");
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Object read(SecretRequest request) throws ToolFailure {
    String value = variables.find(request.name());
    if (value == null) {
      throw request.notFound(
          "the environment",
          "set %s, or have the operator allow '%s'"
              .formatted(SecretVariables.variable(request.name()), request.name()));
    }
    Map<String, @Nullable Object> map = CallFields.asMap(value);
    return map == null ? value : map;
  }
}

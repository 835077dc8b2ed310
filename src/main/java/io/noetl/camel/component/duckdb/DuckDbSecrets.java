package io.noetl.camel.component.duckdb;

import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes DuckDB's secrets of a step's {@code auth} and the credentials that it names. */
final class DuckDbSecrets {
  private final CredentialSource credentials;

  DuckDbSecrets(CredentialSource credentials) {
    this.credentials = credentials;
  }

  /** A credential that a step names is not there. */
  static final class CredentialException extends Exception {
    CredentialException(String message) {
      super(message);
    }
  }

  /** The secrets of a call; none where {@code auto_secrets} is false. */
  List<DuckDbSecret> of(ToolCall call) throws CredentialException {
    List<DuckDbSecret> secrets = new ArrayList<>();
    if (Boolean.FALSE.equals(call.config().get("auto_secrets"))) {
      return secrets;
    }
    for (SecretSpec spec : SecretSpec.of(call.config())) {
      DuckDbSecret secret = secret(spec, call.log());
      if (secret != null) {
        secrets.add(secret);
      }
    }
    return secrets;
  }

  private @Nullable DuckDbSecret secret(SecretSpec spec, StepLog log) throws CredentialException {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    String type = spec.service();
    if (spec.credential() != null) {
      Credential found = find(spec.credential());
      data.putAll(found.data());
      type = type == null ? found.type() : type;
    }
    data.putAll(spec.fields());
    DuckDbSecret.Service service = type == null ? null : DuckDbSecret.Service.of(type);
    if (service == null) {
      log.line(
          StepLog.Stream.SYSTEM,
          "auth: DuckDB has no secret for the type " + type + "; it is left out");
      return null;
    }
    return DuckDbSecret.of(spec.name(), service, spec.scope(), data);
  }

  private Credential find(String name) throws CredentialException {
    return credentials
        .find(name)
        .orElseThrow(
            () ->
                new CredentialException(
                    "auth: there is no credential "
                        + name
                        + "; register it with 'noetlctl register credential -f FILE'"));
  }
}

package io.noetl.camel.component.duckdb;

import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import java.util.ArrayList;
import java.util.List;

/** Makes DuckDB's secrets of a step's {@code auth} and the credentials that it names. */
final class DuckDbSecrets {
  private final CredentialResolver credentials;

  DuckDbSecrets(CredentialResolver credentials) {
    this.credentials = credentials;
  }

  /** The secrets of a call; none where {@code auto_secrets} is false. */
  List<DuckDbSecret> of(ToolCall call) throws ToolFailure {
    List<DuckDbSecret> secrets = new ArrayList<>();
    if (Boolean.FALSE.equals(call.config().get("auto_secrets"))) {
      return secrets;
    }
    for (SecretSpec spec : SecretSpec.of(call.config())) {
      OpenCredential credential = credentials.one(spec.entry(), call);
      DuckDbSecret.Service service = DuckDbSecret.Service.of(credential);
      if (service == null) {
        call.log()
            .line(
                StepLog.Stream.SYSTEM,
                "auth: DuckDB has no secret for the type "
                    + credential.type()
                    + "; it is left out");
      } else {
        secrets.add(DuckDbSecret.of(spec.name(), service, spec.scope(), credential));
      }
    }
    return secrets;
  }
}

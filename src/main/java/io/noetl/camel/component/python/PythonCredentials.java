package io.noetl.camel.component.python;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a step's {@code auth} the environment variables that the clouds' own clients read: {@code
 * AWS_…}, {@code AZURE_STORAGE_CONNECTION_STRING}, {@code GOOGLE_APPLICATION_CREDENTIALS}. What
 * can't be resolved is left out, with a line in the log.
 */
final class PythonCredentials {
  private final CredentialResolver credentials;

  PythonCredentials(CredentialResolver credentials) {
    this.credentials = credentials;
  }

  CallEnvironment of(ToolCall call) {
    Object spec = new CallFields(call.config()).first("auth", "credentials", "credential");
    if (spec == null) {
      return CallEnvironment.NONE;
    }
    Map<String, String> variables = new TreeMap<>();
    Path file = null;
    try {
      for (OpenCredential credential :
          credentials.resolve(spec, call.context(), call.profile()).values()) {
        switch (credential.service()) {
          case "s3", "aws", "minio" -> aws(credential, variables);
          case "azure" ->
              put(variables, credential, "AZURE_STORAGE_CONNECTION_STRING", "connection_string");
          default -> {
            if (file == null && credential.data().containsKey("private_key")) {
              file = keyFile(credential.data());
              variables.put("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
            }
          }
        }
      }
    } catch (ToolFailure e) {
      call.log()
          .line(
              StepLog.Stream.SYSTEM,
              "auth: " + e.error().message() + "; the code runs without its variables");
    }
    return new CallEnvironment(variables, file);
  }

  private static void aws(OpenCredential credential, Map<String, String> to) {
    put(to, credential, "AWS_ACCESS_KEY_ID", "key_id", "access_key_id", "aws_access_key_id");
    put(
        to,
        credential,
        "AWS_SECRET_ACCESS_KEY",
        "secret_key",
        "secret",
        "secret_access_key",
        "aws_secret_access_key");
    put(to, credential, "AWS_SESSION_TOKEN", "session_token", "aws_session_token");
    put(to, credential, "AWS_REGION", "region", "region_name");
    put(to, credential, "AWS_DEFAULT_REGION", "region", "region_name");
    put(to, credential, "AWS_ENDPOINT_URL", "endpoint_url", "endpoint");
  }

  private static void put(
      Map<String, String> to, OpenCredential credential, String variable, String... fields) {
    String value = credential.text(fields);
    if (value != null) {
      to.put(variable, value);
    }
  }

  /** Temporary files are readable by their owner alone. */
  private static Path keyFile(Map<String, @Nullable Object> key) {
    try {
      return Files.writeString(Files.createTempFile("noetl-key", ".json"), ToolJson.write(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

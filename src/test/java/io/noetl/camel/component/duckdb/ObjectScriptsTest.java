package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.S3Server;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.script.ObjectScripts;
import io.noetl.camel.tool.script.Script;
import io.noetl.camel.tool.script.ScriptLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scripts in object stores, read from an S3 server. */
class ObjectScriptsTest {
  private static final ToolCall CALL = Calls.of("python", Map.of());

  @BeforeAll
  static void extensionsAreThere() {
    Path folder = DuckDbSettings.defaults().extensionDirectory();
    assertThat(Files.isDirectory(folder))
        .as("tools/extensions/fetch.sh was run, as the build does")
        .isTrue();
  }

  private static OpenCredential credential(String type, S3Server server) {
    return new OpenCredential(
        "store",
        type,
        Map.of("key_id", "GOOGKEY", "secret", "hush-hush-hush", "endpoint", server.endpoint()));
  }

  private static ScriptLoader loader(DuckDbCalls duckdb) {
    return new ScriptLoader(
        Map.of(
            "s3", new ObjectScripts("s3", List.of("s3"), duckdb.tool()),
            "gcs", new ObjectScripts("gcs", List.of("gs", "gcs"), duckdb.tool())));
  }

  private static Map<String, Object> script(String uri, String type) {
    return Map.of("uri", uri, "source", Map.of("type", type, "auth", "store"));
  }

  @Test
  void aScriptInS3IsReadWithItsCredential() throws Exception {
    try (S3Server server = new S3Server("GOOGKEY");
        DuckDbCalls duckdb = new DuckDbCalls(credential("s3", server))) {
      server.objects.put("/bucket/it's.py", "result = 'ü'\n".getBytes(StandardCharsets.UTF_8));

      Script found = loader(duckdb).load(script("s3://bucket/it's.py", "s3"), CALL);

      assertThat(found).isEqualTo(new Script("result = 'ü'\n", "s3://bucket/it's.py"));
    }
  }

  @Test
  void aScriptInGoogleCloudStorageIsReadWithAnHmacKey() throws Exception {
    try (S3Server server = new S3Server("GOOGKEY");
        DuckDbCalls duckdb = new DuckDbCalls(credential("gcs_hmac", server))) {
      server.objects.put("/bucket/a.sql", "SELECT 1".getBytes(StandardCharsets.UTF_8));

      assertThat(loader(duckdb).load(script("gs://bucket/a.sql", "gcs"), CALL).text())
          .isEqualTo("SELECT 1");
    }
  }

  @Test
  void whatCannotBeReadIsSaidWithoutTheSecret() throws Exception {
    try (S3Server server = new S3Server("ANOTHER");
        DuckDbCalls duckdb = new DuckDbCalls(credential("s3", server))) {
      assertThatThrownBy(() -> loader(duckdb).load(script("s3://bucket/a.py", "s3"), CALL))
          .isInstanceOf(ToolFailure.class)
          .hasMessageContaining("script: s3://bucket/a.py can't be read")
          .hasMessageNotContaining("hush");
      assertThatThrownBy(() -> loader(duckdb).load(script("http://bucket/a.py", "s3"), CALL))
          .hasMessageContaining("expected: s3://bucket/path");
      assertThatThrownBy(() -> loader(duckdb).load(script("s3://b/a.py", "ftp"), CALL))
          .hasMessageContaining("must be one of: gcs, s3");
    }
  }
}

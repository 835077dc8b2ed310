package io.noetl.camel.playbooktest;

import io.noetl.camel.tool.credential.OpenCredential;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts a real PostgreSQL for each test that wants one, with a data folder that goes with it. */
final class EmbeddedServices implements TestServices {
  private static final String OWNER = "postgres";

  @Override
  public Running start(List<TestCase.Service> services, @Nullable Path folder) throws NotStarted {
    Map<String, OpenCredential> credentials = new LinkedHashMap<>();
    List<EmbeddedPostgres> started = new ArrayList<>();
    Running running = new Running(credentials, () -> started.forEach(EmbeddedServices::stop));
    try {
      for (TestCase.Service service : services) {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setRegisterShutdownHook(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setErrorRedirector(Redirect.DISCARD)
                .setOutputRedirector(Redirect.DISCARD)
                .start();
        started.add(postgres);
        for (String fixture : service.fixtures()) {
          run(postgres, fixture, folder);
        }
        credentials.put(service.credential(), credential(service.credential(), postgres));
      }
      return running;
    } catch (IOException | IllegalStateException | SQLException e) {
      running.close();
      throw new NotStarted("A service does not start: " + e.getMessage());
    }
  }

  private static void run(EmbeddedPostgres postgres, String fixture, @Nullable Path folder)
      throws IOException, SQLException {
    Path file = folder == null ? Path.of(fixture) : folder.resolve(fixture);
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no fixture " + fixture + " beside the file of tests");
    }
    try (Connection connection =
            DriverManager.getConnection(postgres.getJdbcUrl(OWNER, OWNER), OWNER, OWNER);
        Statement statement = connection.createStatement()) {
      statement.execute(Files.readString(file));
    } catch (SQLException e) {
      throw new SQLException("fixture " + fixture + ": " + e.getMessage(), e);
    }
  }

  private static OpenCredential credential(String name, EmbeddedPostgres postgres) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("db_host", "127.0.0.1");
    data.put("db_port", (long) postgres.getPort());
    data.put("db_user", OWNER);
    data.put("db_password", OWNER);
    data.put("db_name", OWNER);
    return new OpenCredential(name, "postgres", data);
  }

  private static void stop(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.noetl.camel.playbooktest;

import io.noetl.camel.tool.credential.OpenCredential;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts what tests want for themselves. Thread-safe. */
@FunctionalInterface
public interface TestServices {

  /** Starts a real PostgreSQL for each test that wants one. */
  TestServices EMBEDDED = new EmbeddedServices();

  /** Starts nothing: for a server, whose users must not start processes on it. */
  TestServices NONE =
      (services, folder) -> {
        if (!services.isEmpty()) {
          throw new NotStarted("Services are started by noetlctl test and JUnit only");
        }
        return new Running(Map.of(), () -> {});
      };

  /**
   * Starts services.
   *
   * @param folder where their fixtures are found from; null where there is none
   * @throws NotStarted when one can't be started, or a fixture fails
   */
  Running start(List<TestCase.Service> services, @Nullable Path folder) throws NotStarted;

  /**
   * Services that run.
   *
   * @param credentials what opens them, by name
   * @param stop ends them
   */
  record Running(Map<String, OpenCredential> credentials, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }
  }

  /** A service that is not there, with the reason for a person. */
  final class NotStarted extends Exception {
    private static final long serialVersionUID = 1L;

    public NotStarted(String message) {
      super(message);
    }
  }
}

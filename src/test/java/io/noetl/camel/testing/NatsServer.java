package io.noetl.camel.testing;

import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A real nats-server with JetStream, for who gives the right password. */
public final class NatsServer implements AutoCloseable {
  public static final String USER = "noetl";
  public static final String PASSWORD = "pw-of-the-nats-server";
  private static final Pattern PORT =
      Pattern.compile("Listening for client connections on [^\\n]*:(\\d+)");

  private final Process process;
  private final int port;

  private NatsServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one; where there is no nats-server, the test is left out and says why. */
  public static NatsServer start(Path folder) throws IOException {
    return start(folder, "");
  }

  /** The same with more lines of configuration. */
  public static NatsServer start(Path folder, String more) throws IOException {
    Optional<Path> program =
        Stream.of("/usr/sbin/nats-server", "/usr/bin/nats-server", "/usr/local/bin/nats-server")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(program.isPresent(), "no nats-server here (Debian: nats-server)");
    Path config = folder.resolve("nats.conf");
    Path log = folder.resolve("nats.log");
    Files.writeString(
        config,
        """
        listen: "127.0.0.1:-1"
        jetstream { store_dir: "%s" }
        authorization { user: %s, password: "%s" }
        %s
        """
            .formatted(folder.resolve("data"), USER, PASSWORD, more));
    Process process =
        new ProcessBuilder(program.get().toString(), "-c", config.toString(), "-l", log.toString())
            .start();
    int[] port = new int[1];
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              Matcher listening = PORT.matcher(Files.exists(log) ? Files.readString(log) : "");
              boolean ready = listening.find() && Files.readString(log).contains("is ready");
              port[0] = ready ? Integer.parseInt(listening.group(1)) : 0;
              return ready;
            });
    return new NatsServer(process, port[0]);
  }

  public int port() {
    return port;
  }

  /** Its address, without who comes. */
  public String url() {
    return "nats://127.0.0.1:" + port;
  }

  /** Its address, with who comes. */
  public String urlWithLogin() {
    return "nats://%s:%s@127.0.0.1:%d".formatted(USER, PASSWORD, port);
  }

  /** Does something with a connection. */
  @FunctionalInterface
  public interface Work {
    void with(Connection connection) throws Exception;
  }

  /** Does something that no tool does. */
  public void administered(Work work) throws Exception {
    Connection connection = Nats.connect(urlWithLogin());
    try {
      work.with(connection);
    } finally {
      connection.close();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.noetl.camel.cli.command;

import io.noetl.camel.cli.GlobalOptions;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.local.LocalServer;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code server start}. */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    description = "The server.",
    subcommands = ServerCommand.Start.class)
public final class ServerCommand {

  /** {@code server start}. */
  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = {
        "Run the server until it is told to stop (SIGTERM, Ctrl-C).",
        "--host and --port say where it listens (default: 127.0.0.1, 8082)."
      })
  static final class Start implements Runnable {
    private static final int DEFAULT_PORT = 8082;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    private final Session session;

    @Mixin private LocalOptions local = new LocalOptions();

    @Option(
        names = "--samples",
        negatable = true,
        description =
            "Serve the samples under /samples (default: where only this machine listens).")
    private @Nullable Boolean samples;

    Start(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      GlobalOptions options = session.options();
      String host = options.host() == null ? "127.0.0.1" : options.host();
      int port = options.port() == null ? DEFAULT_PORT : options.port();
      boolean withSamples = samples == null ? LOOPBACK.contains(host) : samples;
      LocalServer server =
          LocalServer.start(session, local.settings(session, host, port, withSamples));
      session.console().data(server.urls());
      waitForever();
    }

    /** The shutdown hooks stop the server; the process ends with them. */
    private static void waitForever() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package io.noetl.camel.cli.command;

import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.local.LocalSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server in this process keeps its data. */
final class LocalOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder (default: $NOETL_HOME/data).")
  private @Nullable Path data;

  @Option(
      names = "--database-port",
      paramLabel = "N",
      description = "The embedded PostgreSQL's port on 127.0.0.1 (default: 54321; 0 = a free one).")
  private @Nullable Integer databasePort;

  LocalSettings settings(Session session, String host, int port, boolean samples) {
    Path folder = data == null ? session.home().resolve("data") : data;
    return new LocalSettings(
        host, port, folder.toAbsolutePath().normalize(), databasePort, samples);
  }
}

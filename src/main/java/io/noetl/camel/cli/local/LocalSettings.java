package io.noetl.camel.cli.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server in this process runs.
 *
 * @param host the address to listen on
 * @param port the HTTP port; 0 for a free one
 * @param data the folder for everything that lasts
 * @param databasePort the embedded PostgreSQL's port; 0 for a free one, null for the usual one
 * @param samples whether to serve the samples
 * @param quiet whether the log goes only to its file, and a database port that is taken is replaced
 *     by a free one
 */
public record LocalSettings(
    String host,
    int port,
    Path data,
    @Nullable Integer databasePort,
    boolean samples,
    boolean quiet) {

  /** A server that others are to find: it speaks, and insists on its ports. */
  public LocalSettings(
      String host, int port, Path data, @Nullable Integer databasePort, boolean samples) {
    this(host, port, data, databasePort, samples, false);
  }

  /** The same for a server that lives for one run only. */
  public LocalSettings hidden() {
    return new LocalSettings(host, port, data, databasePort, samples, true);
  }
}

package io.noetl.camel.app.health;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Down where little is left of the disk of the data folder, to which DuckDB and Python spill. */
final class DiskHealth extends AbstractHealthIndicator {
  private static final long MEGABYTE = 1 << 20;
  private static final long LITTLE = 100 * MEGABYTE;

  private final Path folder;

  DiskHealth(Path folder) {
    this.folder = folder;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    FileStore store = Files.getFileStore(there);
    health.status(store.getUsableSpace() < LITTLE ? "DOWN" : "UP");
    health.withDetail("free_mb", store.getUsableSpace() / MEGABYTE);
    health.withDetail("total_mb", store.getTotalSpace() / MEGABYTE);
  }
}

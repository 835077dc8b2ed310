package io.noetl.camel.app;

import io.noetl.camel.store.doctor.Examination;
import io.noetl.camel.store.doctor.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at this server: its disk, and settings that are dangerous. */
final class ServerExamination implements Examination {
  private static final double LITTLE = 0.1;
  private static final long MEGABYTE = 1 << 20;

  private final Path data;
  private final String address;
  private final AccessProperties access;
  private final OutboundProperties outbound;

  /**
   * An examination.
   *
   * @param data the folder whose disk is looked at
   * @param address where the server listens
   */
  ServerExamination(
      Path data, String address, AccessProperties access, OutboundProperties outbound) {
    this.data = data;
    this.address = address;
    this.access = access;
    this.outbound = outbound;
  }

  @Override
  public List<Finding> examine() {
    return List.of(disk(), door(), outside());
  }

  private Finding disk() {
    try {
      FileStore store = Files.getFileStore(data);
      double free = (double) store.getUsableSpace() / store.getTotalSpace();
      String said =
          "%,d MB of %,d are free where %s is"
              .formatted(store.getUsableSpace() / MEGABYTE, store.getTotalSpace() / MEGABYTE, data);
      return free < LITTLE
          ? Finding.warning("disk", said, "Free some: DuckDB and Python spill to it.")
          : Finding.ok("disk", said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Finding door() {
    boolean everybody = access.open(address) && !AccessProperties.isLocal(address);
    return everybody
        ? Finding.wrong(
            "access",
            "Everybody who reaches %s is an administrator".formatted(address),
            "Set noetl.access.mode=locked, and give out keys (noetlctl key create).")
        : Finding.ok(
            "access",
            access.open(address) ? "Open to this machine alone" : "Callers need a key or a token");
  }

  private Finding outside() {
    List<String> all =
        outbound.allowed().stream().filter(range -> range.strip().endsWith("/0")).toList();
    return all.isEmpty()
        ? Finding.ok("outbound", "Playbooks reach the internet, and what is allowed of the inside")
        : Finding.warning(
            "outbound",
            "noetl.outbound.allowed has " + String.join(", ", all),
            "Every playbook reaches every internal address, the cloud's metadata among them: name"
                + " the networks that are meant.");
  }
}

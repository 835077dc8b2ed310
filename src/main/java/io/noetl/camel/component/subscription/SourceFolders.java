package io.noetl.camel.component.subscription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders that the operator opens to subscriptions; none by default. */
public final class SourceFolders {
  private final List<Path> open;

  public SourceFolders(List<Path> open) {
    this.open = List.copyOf(open);
  }

  /**
   * A folder by its real path.
   *
   * @throws IOException when it is not there, or not open
   */
  Path real(String folder) throws IOException {
    Path asked = Path.of(folder);
    if (!asked.isAbsolute()) {
      throw new IOException("The folder '%s' is no absolute path".formatted(folder));
    }
    boolean within = false;
    for (Path root : open) {
      // what is not open is not looked at: the answer says nothing of what is there
      within |= asked.normalize().startsWith(root.toAbsolutePath().normalize());
    }
    if (!within) {
      throw closed(folder);
    }
    if (!Files.isDirectory(asked)) {
      throw new IOException("There is no folder '%s'".formatted(folder));
    }
    Path real = asked.toRealPath();
    for (Path root : open) {
      if (Files.isDirectory(root) && real.startsWith(root.toRealPath())) {
        return real;
      }
    }
    throw closed(folder);
  }

  private IOException closed(String folder) {
    return new IOException(
        "The folder '%s' is not open to subscriptions (open: %s). The operator opens folders: noetl.sources.folders"
            .formatted(folder, open.isEmpty() ? "none" : open));
  }
}

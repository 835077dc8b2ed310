package io.noetl.camel.store.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.function.Supplier;

/** A small file that only its owner may read, made when it is first needed. */
public final class SecretFile {
  private final Path path;

  public SecretFile(Path path) {
    this.path = path;
  }

  /**
   * What the file holds; writes it first when there is none.
   *
   * @param make the content of a new file
   * @param onCreate told when this call wrote the file
   */
  public String readOrCreate(Supplier<String> make, Runnable onCreate) {
    try {
      if (!Files.exists(path)) {
        create(make.get(), onCreate);
      }
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read or write " + path, e);
    }
  }

  private void create(String content, Runnable onCreate) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var createNew = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(path, createNew, ownerOnly)) {
      channel.write(java.nio.charset.StandardCharsets.UTF_8.encode(content + "\n"));
      onCreate.run();
    } catch (FileAlreadyExistsException e) {
      // another process was first: its content holds
    }
  }
}

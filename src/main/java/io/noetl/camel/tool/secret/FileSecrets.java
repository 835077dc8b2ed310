package io.noetl.camel.tool.secret;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files of one folder, as Kubernetes or Docker mount secrets: a file is a secret, one of JSON has
 * members. No name leads out of the folder.
 */
public final class FileSecrets implements SecretProvider {

  private static final long MOST_BYTES = 1 << 20;

  private final @Nullable Path folder;

  /**
   * @param folder the folder; null where the operator gives none
   */
  public FileSecrets(@Nullable Path folder) {
    this.folder = folder;
  }

  @Override
  public Set<String> names() {
    return Set.of("file", "files");
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Object read(SecretRequest request) throws ToolFailure {
    if (folder == null) {
      throw request.notFound("a folder", "have the operator name a folder of secrets");
    }
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(request.name()).toRealPath();
      if (!file.startsWith(root) || !Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        throw request.notFound("the folder of secrets", "name a file in it, of at most 1 MiB");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
      Map<String, @Nullable Object> map = CallFields.asMap(text);
      return map == null ? text : map;
    } catch (IOException | InvalidPathException e) {
      throw request.notFound("the folder of secrets", "put a file of this name there");
    }
  }
}

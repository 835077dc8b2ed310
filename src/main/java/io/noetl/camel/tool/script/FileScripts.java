package io.noetl.camel.tool.script;

import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scripts in files; a relative {@code uri} is relative to a folder. */
public final class FileScripts implements ScriptReader {
  private final Path folder;

  public FileScripts(Path folder) {
    this.folder = folder;
  }

  @Override
  public byte[] read(String uri, Map<String, @Nullable Object> source, ToolCall call)
      throws ToolFailure {
    Path path = folder.resolve(uri.startsWith("file://") ? uri.substring(7) : uri).normalize();
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new ToolFailure(
          "TL1202", "ScriptNotFound", "script.uri: there is no file " + path.toAbsolutePath());
    } catch (IOException e) {
      throw new ToolFailure(
          "TL1202", "ScriptNotFound", "script.uri: " + uri + " can't be read: " + e);
    }
  }
}

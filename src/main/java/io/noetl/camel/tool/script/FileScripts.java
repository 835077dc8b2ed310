package io.noetl.camel.tool.script;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scripts in files of the one folder that the operator gives, to which a {@code uri} is relative.
 * What is opened is the real file: neither {@code ..} nor a link leads out of the folder. What is
 * not a file there is told as missing, so that nobody learns what else there is.
 */
public final class FileScripts implements ScriptReader {
  private static final String SCHEME = "file:";

  @Override
  public byte[] read(String uri, Map<String, @Nullable Object> source, ToolCall call)
      throws ToolFailure {
    ExecutionProfile profile = call.profile();
    if (profile.restricted()) {
      throw failure(ExecutionProfile.closed("script.source.type file"));
    }
    Path folder = profile.folder();
    if (folder == null) {
      throw failure(
          "files are not open here: the operator gives the folder of scripts"
              + " (noetl.profile.folder)");
    }
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(path(uri)).toRealPath();
      if (!file.startsWith(root) || !Files.isRegularFile(file)) {
        throw missing(uri);
      }
      try (InputStream open = Files.newInputStream(file)) {
        return open.readNBytes(ScriptLoader.MAX_BYTES + 1);
      }
    } catch (IOException | InvalidPathException e) {
      throw missing(uri);
    }
  }

  /** {@code file:///a}, {@code file:a} and {@code a} are spellings of one thing. */
  private static String path(String uri) {
    if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return uri;
    }
    String rest = uri.substring(SCHEME.length());
    return rest.startsWith("//") ? rest.substring(2) : rest;
  }

  private static ToolFailure missing(String uri) {
    return failure("there is no file " + uri + " in the folder of scripts");
  }

  private static ToolFailure failure(String why) {
    return new ToolFailure("TL1202", "ScriptNotFound", "script.uri: " + why);
  }
}

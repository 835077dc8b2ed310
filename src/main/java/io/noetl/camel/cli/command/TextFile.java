package io.noetl.camel.cli.command;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that a command line names, and says what is wrong with them. */
final class TextFile {
  private TextFile() {}

  /**
   * Reads a whole file.
   *
   * @throws CommandFailed when it is not there, not to be read, or not UTF-8
   */
  static String read(Path file) {
    byte[] bytes;
    try {
      if (Files.isDirectory(file)) {
        throw refused("%s is a folder (expected: a file)".formatted(file));
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw refused("no file %s".formatted(file));
    } catch (AccessDeniedException e) {
      throw refused("%s may not be read by this user".formatted(file));
    } catch (IOException e) {
      throw refused("%s can't be read: %s".formatted(file, e));
    }
    return decoded(file, bytes);
  }

  private static String decoded(Path file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    if (!decoder.decode(in, out, true).isUnderflow()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw refused(
          "%s:%d: the byte 0x%02X is not UTF-8 (expected: a file saved as UTF-8; `iconv -f latin1 -t utf8` makes one)"
              .formatted(file, line, bytes[in.position()] & 0xFF));
    }
    return out.flip().toString();
  }

  private static CommandFailed refused(String message) {
    return new CommandFailed(message, ExitCode.USAGE);
  }
}

package io.noetl.camel.component.subscription;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a subscription in the folder that it looks into. Who may write there may put links
 * where our folders are expected: they are not followed.
 */
final class TakenFiles {
  /** Bytes of a file's name, as file systems have it. */
  private static final int LONGEST_NAME = 255;

  private final Path taken;
  private final Path marks;

  /**
   * Makes the folder.
   *
   * @param folder by its real path
   */
  TakenFiles(Path folder, long subscription) throws IOException {
    Path own = made(made(folder.resolve(".noetl")).resolve(Long.toString(subscription)));
    this.taken = made(own.resolve("taken"));
    this.marks = made(own.resolve("marks"));
  }

  private static Path made(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      // it is looked at below
    }
    return checked(folder);
  }

  private static Path checked(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !folder.toRealPath().equals(folder)) {
      throw new IOException(
          "'%s' is a link, or stands under one (expected: a folder of the server's own): remove it"
              .formatted(folder));
    }
    return folder;
  }

  /** Fails where one of the folders is none any more. */
  void check() throws IOException {
    checked(taken);
    checked(marks);
  }

  /** Files that were moved and whose starts may not be recorded. */
  List<Path> marked(int most) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(marks)) {
      for (Path mark : found) {
        String name = String.valueOf(mark.getFileName());
        Path file = taken.resolve(name);
        if (files.size() == most) {
          break;
        }
        if (!isOurs(name)) {
          continue;
        }
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files.add(file);
        } else {
          unmark(name);
        }
      }
    }
    return files;
  }

  /**
   * Takes a file.
   *
   * @param id begins its new name
   * @return null where another was faster
   */
  @Nullable Path take(Path file, long id) throws IOException {
    Path mine = mark(file, id);
    return isMoved(file, mine) ? mine : null;
  }

  /** Marks what a file will be. */
  Path mark(Path file, long id) throws IOException {
    Path mine = taken.resolve(within(id + "-" + file.getFileName(), LONGEST_NAME));
    Files.write(marks.resolve(mine.getFileName()), new byte[0], StandardOpenOption.CREATE_NEW);
    return mine;
  }

  /** Moves a file to where its mark says. */
  boolean isMoved(Path file, Path mine) throws IOException {
    Path mark = marks.resolve(mine.getFileName());
    try {
      Files.move(file, mine, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(mark);
      return false;
    }
    // an owner that came meanwhile has deleted a mark without a file
    Files.write(
        mark,
        new byte[0],
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
    return true;
  }

  /** The start of a file is recorded. What has no name of ours is not touched. */
  void unmark(String name) throws IOException {
    if (isOurs(name)) {
      Files.deleteIfExists(marks.resolve(name));
    }
  }

  private static boolean isOurs(String name) {
    return name.matches("\\d+-[^/]*");
  }

  /** A name of at most so many bytes, with its extension. */
  static String within(String name, int most) {
    if (bytes(name) <= most) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && bytes(name.substring(dot)) <= most / 2 ? name.substring(dot) : "";
    String begin = name.substring(0, name.length() - extension.length());
    while (bytes(begin + extension) > most) {
      begin = begin.substring(0, begin.offsetByCodePoints(begin.length(), -1));
    }
    return begin + extension;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

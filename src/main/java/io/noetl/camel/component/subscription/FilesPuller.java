package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.execution.trigger.Message;
import io.noetl.camel.playbook.PullSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Files of a folder. One is taken by moving it to {@code .noetl/<subscription>/taken}, under a name
 * of its own; beside it stands a mark until its start is recorded. Whoever fetches begins with the
 * marks that he finds, so that a file that was moved by one who has died is not forgotten.
 */
final class FilesPuller implements Puller {
  /** Bytes of a file whose text a message has. */
  static final int LONGEST_TEXT = 1 << 20;

  static final String NO_TEXT =
      "The file is no text in UTF-8: leave `content` out, and let the playbook read it, by its"
          + " path";

  private final Held held;
  private final PullSource.Files source;
  private final Clock clock;
  private final LongSupplier ids;
  private final PathMatcher matcher;
  private final Path folder;
  private final TakenFiles taken;
  private final Looks looks;
  private final Set<String> given = new HashSet<>();

  /**
   * A puller.
   *
   * @param ids names files anew
   */
  FilesPuller(
      Held held, PullSource.Files source, SourceFolders folders, Clock clock, LongSupplier ids)
      throws IOException {
    this.held = held;
    this.source = source;
    this.clock = clock;
    this.ids = ids;
    this.matcher = FileSystems.getDefault().getPathMatcher("glob:" + source.include());
    this.folder = folders.real(source.folder());
    this.taken = new TakenFiles(folder, held.id());
    this.looks = new Looks(held, source.every(), clock);
  }

  @Override
  public Batch poll(Duration patience) throws IOException, InterruptedException {
    if (!looks.isDue(patience)) {
      return Batch.NONE;
    }
    taken.check();
    List<Arrival> arrivals = new ArrayList<>();
    for (Path file : taken.marked(held.batch() + given.size())) {
      if (!given.contains(String.valueOf(file.getFileName()))) {
        arrivals.add(arrival(file));
      }
    }
    if (arrivals.isEmpty()) {
      for (Path file : settled()) {
        if (arrivals.size() < held.batch()) {
          Path mine = taken.take(file, ids.getAsLong());
          if (mine != null) {
            arrivals.add(arrival(mine));
          }
        }
      }
    }
    if (arrivals.isEmpty()) {
      looks.looked();
      return Batch.NONE;
    }
    arrivals.forEach(arrival -> given.add(arrival.key()));
    return new Batch(arrivals, () -> unmark(arrivals));
  }

  private List<Path> settled() throws IOException {
    Instant latest = clock.instant().minusMillis((long) (source.settled() * 1000));
    Map<Path, BasicFileAttributes> found = new LinkedHashMap<>();
    for (Path file : listed(folder)) {
      String name = String.valueOf(file.getFileName());
      BasicFileAttributes attributes = attributes(file);
      if (attributes != null
          && attributes.isRegularFile()
          && !name.startsWith(".")
          && matcher.matches(Path.of(name))
          && !attributes.lastModifiedTime().toInstant().isAfter(latest)) {
        found.put(file, attributes);
      }
    }
    return found.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<Path, BasicFileAttributes> e) -> e.getValue().lastModifiedTime())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Arrival arrival(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String moved = String.valueOf(file.getFileName());
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("name", moved.substring(moved.indexOf('-') + 1));
    body.put("path", file.toString());
    body.put("size", attributes.size());
    body.put("modified_at", attributes.lastModifiedTime().toInstant().toString());
    // a link that was put in its place meanwhile would lead elsewhere
    String refusal =
        attributes.isRegularFile() ? null : "It is no file (expected: no link or folder)";
    if (refusal == null && source.reads()) {
      refusal = read(file, attributes.size(), body);
    }
    Message message = new Message(body, Map.of(), Map.of(), Map.of("folder", folder.toString()));
    return new Arrival(moved, message, refusal);
  }

  private static @Nullable String read(Path file, long size, Map<String, @Nullable Object> body)
      throws IOException {
    if (size > LONGEST_TEXT) {
      return tooLong(size);
    }
    try {
      try (InputStream read = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        body.put("content", text(read.readNBytes(LONGEST_TEXT)));
      }
      return null;
    } catch (AccessDeniedException e) {
      return "The server may not read the file";
    } catch (CharacterCodingException e) {
      return NO_TEXT;
    }
  }

  static String tooLong(long size) {
    return "The file has %d bytes (`content: text` takes up to %d): let the playbook read it, by its path"
        .formatted(size, LONGEST_TEXT);
  }

  static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private void unmark(List<Arrival> arrivals) throws IOException {
    taken.check();
    for (Arrival arrival : arrivals) {
      taken.unmark(arrival.key());
      given.remove(arrival.key());
    }
  }

  private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static List<Path> listed(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      List<Path> all = new ArrayList<>();
      files.forEach(all::add);
      return all;
    }
  }

  @Override
  public void close() {
    // nothing is open
  }
}

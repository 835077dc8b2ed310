package io.noetl.camel.cli.command;

import io.noetl.camel.cli.output.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Does something whenever a YAML, SQL or JSON file changes in some places. */
final class FileWatch {
  private static final Duration LOOK = Duration.ofMillis(300);

  private final List<Path> places;
  private final Console console;

  FileWatch(List<Path> places, Console console) {
    this.places = places;
    this.console = console;
  }

  /** Does it now, and at each change until the process ends. */
  void whenever(Runnable action) throws InterruptedException {
    Map<Path, String> seen = Map.of();
    while (true) {
      Map<Path, String> now = stamps();
      if (!now.equals(seen)) {
        seen = now;
        try {
          action.run();
        } catch (RuntimeException e) {
          console.say(console.style().bad(String.valueOf(e.getMessage())));
        }
        console.say("watching, Ctrl-C ends");
      }
      Thread.sleep(LOOK);
    }
  }

  private Map<Path, String> stamps() {
    Map<Path, String> stamps = new TreeMap<>();
    for (Path place : places) {
      Path folder = Files.isDirectory(place) ? place : place.toAbsolutePath().getParent();
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(file -> file.toString().matches("(?i).*\\.(ya?ml|sql|json)"))
            .forEach(file -> stamps.put(file, stamp(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis() + "/" + Files.size(file);
    } catch (IOException e) {
      // deleted between two looks
      return "";
    }
  }
}

package io.noetl.camel.playbooktest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds files of tests: {@code *.yaml} that says {@code kind: PlaybookTest}. */
public final class TestFiles {
  private TestFiles() {}

  /** Gives the files among some places: those that are named, and those in and below folders. */
  public static List<Path> in(List<Path> places) {
    Set<Path> files = new LinkedHashSet<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        below(place).stream().filter(TestFiles::isTest).forEach(files::add);
      } else {
        files.add(place);
      }
    }
    return List.copyOf(files);
  }

  /** Gives the catalog of some places: the playbooks in them, and beside the files of tests. */
  public static PlaybookFiles catalog(List<Path> places) {
    PlaybookFiles catalog = new PlaybookFiles();
    Set<Path> folders = new LinkedHashSet<>();
    for (Path place : places) {
      Path folder = Files.isDirectory(place) ? place : place.toAbsolutePath().getParent();
      if (folder != null) {
        folders.add(folder.toAbsolutePath().normalize());
      }
    }
    folders.forEach(catalog::addAll);
    return catalog;
  }

  private static List<Path> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(PlaybookFiles::isYaml).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file is one of tests. */
  public static boolean isTest(Path file) {
    return PlaybookFiles.isYaml(file)
        && Files.isRegularFile(file)
        && TestParser.KIND.equals(PlaybookFiles.kind(PlaybookFiles.read(file)));
  }
}

package io.noetl.camel.cli.command;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.local.DatabaseAddress;
import io.noetl.camel.cli.local.LocalSettings;
import io.noetl.camel.cli.local.StoredCatalog;
import io.noetl.camel.cli.output.ProblemText;
import io.noetl.camel.playbook.Nearest;
import io.noetl.camel.playbook.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Checks what {@code run} is to run before anything is fetched or started. */
final class RunTarget {
  private final Session session;
  private final String playbook;

  RunTarget(Session session, String playbook) {
    this.session = session;
    this.playbook = playbook;
  }

  /**
   * Checks a file as {@code lint} does, and a path against the playbooks that would be registered.
   *
   * @return what is to be checked once the database runs: a path that only its catalog may know
   * @throws CommandFailed when it can't be run
   */
  Consumer<DatabaseAddress> check(LocalSettings settings) {
    Path file = Path.of(playbook);
    if (Files.isRegularFile(file)) {
      checkFile(file);
      return database -> {};
    }
    if (playbook.endsWith(".yaml") || playbook.endsWith(".yml")) {
      throw new CommandFailed("no file " + playbook, ExitCode.USAGE);
    }
    String path = PlaybookReference.of(playbook, null).path();
    SortedSet<String> shipped = shipped();
    if (shipped.contains(path)) {
      return database -> {};
    }
    boolean configured = DatabaseAddress.configured(session.environment()).isPresent();
    if (!StoredCatalog.exists(configured, settings)) {
      throw absent(path, shipped);
    }
    return database -> {
      if (!StoredCatalog.contains(database, path)) {
        throw absent(path, shipped);
      }
    };
  }

  private void checkFile(Path file) {
    List<Problem> errors =
        DocumentCompiler.create().check(DocumentCompiler.read(file), file.toString()).stream()
            .filter(Problem::refuses)
            .toList();
    if (errors.isEmpty()) {
      return;
    }
    List<String> message = new ArrayList<>();
    ProblemText text = new ProblemText(session.console().style());
    errors.forEach(problem -> message.addAll(text.lines(LintCommand.json(problem), null)));
    message.add(
        "%s is not run: %d %s"
            .formatted(file, errors.size(), errors.size() == 1 ? "error" : "errors"));
    throw new CommandFailed(String.join("\n", message));
  }

  private static SortedSet<String> shipped() {
    return LocalCatalog.shipped().stream()
        .map(Registration::catalogPath)
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static CommandFailed absent(String path, SortedSet<String> shipped) {
    Map<String, String> byName = new TreeMap<>();
    shipped.forEach(known -> byName.putIfAbsent(name(known), known));
    String hint =
        Nearest.to(path, shipped)
            .or(() -> Nearest.to(name(path), byName.keySet()).map(byName::get))
            .map(near -> " Did you mean '%s'?".formatted(near))
            .orElse("");
    return new CommandFailed(
        "no playbook '%s': there is no such file, and no such path in the catalog.%s"
            .formatted(path, hint));
  }
}

package io.noetl.camel.cli.local;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Fetches what a server or a Python file needs beside the jar; what is there stays as it is. */
public final class Provisions {
  private static final List<Script> SCRIPTS =
      List.of(
          new Script("tools/extensions/fetch.sh", "DuckDB's extensions"),
          new Script("tools/python-packages/fetch.sh", "Python packages"));

  private record Script(String file, String provides) {}

  private final Session session;

  public Provisions(Session session) {
    this.session = session;
  }

  /**
   * Runs the scripts beside the launcher, which name what they fetch; an image brings all along.
   */
  public void fetch() {
    String root = session.environment().getOrDefault("NOETL_ROOT", "");
    if (!root.isEmpty()) {
      SCRIPTS.forEach(script -> fetch(Path.of(root, script.file), script.provides));
    }
  }

  private void fetch(Path script, String provides) {
    if (!Files.isExecutable(script)) {
      return;
    }
    boolean complete;
    try {
      complete = ExternalProcess.run(List.of(script.toString()), session.console()) == 0;
    } catch (CommandFailed e) {
      session.console().say(String.valueOf(e.getMessage()));
      complete = false;
    }
    if (!complete) {
      session
          .console()
          .say(
              "could not fetch %s: what needs them will fail. The next run tries again."
                  .formatted(provides));
    }
  }
}

package io.noetl.camel.app;

import io.noetl.camel.cli.upgrade.PlaybookUpgrade;
import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The playbooks of a file of the suite, rewritten into today's dialect. */
final class Upgraded {
  private static final PlaybookUpgrade UPGRADE =
      new PlaybookUpgrade(
          new PlaybookCompiler(
              new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read));

  private Upgraded() {}

  /** None where nothing is to be rewritten, or something is refused. */
  static List<String> of(Path file) {
    String[] parts = text(file).split("(?m)^---$", -1);
    List<String> documents = new ArrayList<>();
    boolean changed = false;
    for (int i = 1; i < parts.length; i++) {
      switch (UPGRADE.upgrade(parts[i].stripLeading(), file.toString())) {
        case PlaybookUpgrade.Upgraded(String text) -> {
          documents.add(text);
          changed = true;
        }
        case PlaybookUpgrade.Unchanged unchanged -> documents.add(parts[i]);
        case PlaybookUpgrade.Refused refused -> {
          return List.of();
        }
      }
    }
    return changed ? documents : List.of();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.noetl.camel.cli.command;

import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import java.nio.file.Path;

/** Reads and compiles documents here, without a server. */
final class DocumentCompiler {
  private DocumentCompiler() {}

  static PlaybookCompiler create() {
    return new PlaybookCompiler(
        new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read);
  }

  static String read(Path file) {
    return TextFile.read(file);
  }
}

package io.noetl.camel.compiler;

import io.noetl.camel.playbook.ParsedPlaybook;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.PlaybookInvalid;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.template.TemplateEngine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the text of a playbook to what runs: parse, check, compile. Thread-safe. */
public final class PlaybookCompiler {
  private final PlaybookParser parser;
  private final TemplateEngine templates;
  private final JsonReader json;

  public PlaybookCompiler(PlaybookParser parser, TemplateEngine templates, JsonReader json) {
    this.parser = parser;
    this.templates = templates;
    this.json = json;
  }

  /** All problems of a document; none refuses it if none is an error. */
  public List<Problem> check(String text, String file) {
    return read(text, file).problems();
  }

  /**
   * Compiles a document.
   *
   * @param key names its routes; a catalog id or a word, no text of the document
   * @throws PlaybookInvalid when it has errors
   */
  public CompiledPlaybook compile(String text, String file, String key) {
    Document document = read(text, file);
    Playbook playbook = document.playbook();
    Expressions expressions = document.expressions();
    if (playbook == null || expressions == null || document.isRefused()) {
      throw new PlaybookInvalid(document.problems());
    }
    Flow flow = new Flow(playbook);
    return new CompiledPlaybook(
        key,
        playbook,
        expressions,
        flow,
        new RouteCompiler(key, playbook, flow).routes(),
        document.problems());
  }

  /** A document with all that is wrong in it: templates are looked at even where more is wrong. */
  private Document read(String text, String file) {
    ParsedPlaybook parsed = parser.parse(text, file);
    Playbook playbook = parsed.playbook();
    if (playbook == null) {
      return new Document(null, null, parsed.problems());
    }
    PlaybookTemplates compiler = new PlaybookTemplates(templates, json, playbook);
    Expressions expressions = compiler.compile();
    List<Problem> problems = new ArrayList<>(parsed.problems());
    problems.addAll(compiler.problems());
    if (problems.stream().noneMatch(Problem::refuses)) {
      problems.addAll(new Meetings(playbook, new Flow(playbook)).problems());
    }
    problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    return new Document(playbook, expressions, problems);
  }

  private record Document(
      @Nullable Playbook playbook, @Nullable Expressions expressions, List<Problem> problems) {
    boolean isRefused() {
      return problems.stream().anyMatch(Problem::refuses);
    }
  }
}

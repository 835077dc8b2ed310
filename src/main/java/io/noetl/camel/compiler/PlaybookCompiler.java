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
    ParsedPlaybook parsed = parser.parse(text, file);
    List<Problem> problems = new ArrayList<>(parsed.problems());
    if (parsed.playbook() != null) {
      ExpressionCompiler expressions = new ExpressionCompiler(templates, json, parsed.playbook());
      expressions.compile();
      problems.addAll(expressions.problems());
      problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    }
    return problems;
  }

  /**
   * Compiles a document.
   *
   * @param key names its routes; a catalog id or a word, no text of the document
   * @throws PlaybookInvalid when it has errors
   */
  public CompiledPlaybook compile(String text, String file, String key) {
    ParsedPlaybook parsed = parser.parse(text, file);
    Playbook playbook = parsed.orThrow();
    ExpressionCompiler expressions = new ExpressionCompiler(templates, json, playbook);
    Expressions compiled = expressions.compile();
    if (!expressions.problems().isEmpty()) {
      List<Problem> all = new ArrayList<>(parsed.problems());
      all.addAll(expressions.problems());
      throw new PlaybookInvalid(all);
    }
    Flow flow = new Flow(playbook);
    return new CompiledPlaybook(
        key,
        playbook,
        compiled,
        flow,
        new RouteCompiler(key, playbook, flow).routes(),
        parsed.problems());
  }
}

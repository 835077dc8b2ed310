package io.noetl.camel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.template.TemplateSource;
import io.noetl.camel.template.UndefinedPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code noetlctl render}: one template, or a row each of many. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = "Renders a Jinja2 template, as a playbook does.",
    footer = {
      "",
      "With --jsonl each line of the input is {\"template\": …, \"context\": {…}}; each line of"
          + " the",
      "output is {\"value\": …} or {\"error\": \"UndefinedError: …\"}, in the same order."
    })
public final class RenderCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
  private CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "TEMPLATE", description = "The template.")
  private @Nullable String template;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Reads the template here.")
  private @Nullable Path file;

  @Option(
      names = "--context",
      paramLabel = "FILE",
      description = "A JSON object: the names that the template sees. - is the standard input.")
  private @Nullable Path context;

  @Option(names = "--strict", description = "Undefined values are errors (StrictUndefined).")
  private boolean strict;

  @Option(
      names = "--native",
      description = "Prints the value of a whole {{ expression }} as JSON, with its type.")
  private boolean nativeValue;

  @Option(names = "--jsonl", description = "Renders a row a line of the standard input.")
  private boolean jsonLines;

  private final TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (jsonLines) {
      rejectWithRows("TEMPLATE", template);
      rejectWithRows("--file", file);
      rejectWithRows("--context", context);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      new RenderRows(engine, policy(), nativeValue).run(in, out);
      return 0;
    }
    try {
      out.println(render());
      out.flush();
      return 0;
    } catch (TemplateError e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private String render() throws IOException {
    Template compiled = compile();
    Map<String, @Nullable Object> names = names();
    return nativeValue
        ? RenderJson.write(compiled.value(Names.of(names), policy()))
        : compiled.render(Names.of(names), policy());
  }

  private Template compile() throws IOException {
    if (template == null == (file == null)) {
      throw new ParameterException(
          spec.commandLine(), "Give the template, or --file with its name (one of the two).");
    }
    return template == null
        ? engine.compile(Files.readString(file), new TemplateSource(String.valueOf(file), "", 1, 1))
        : engine.compile(template, TemplateSource.UNKNOWN);
  }

  private Map<String, @Nullable Object> names() throws IOException {
    if (context == null) {
      return Map.of();
    }
    try {
      return RenderJson.readObject(
          context.toString().equals("-")
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(context));
    } catch (JsonProcessingException e) {
      throw new ParameterException(
          spec.commandLine(), "--context " + context + ": " + e.getOriginalMessage(), e);
    }
  }

  private UndefinedPolicy policy() {
    return strict ? UndefinedPolicy.STRICT : UndefinedPolicy.FORGIVING;
  }

  private void rejectWithRows(String option, @Nullable Object value) {
    if (value != null) {
      throw new ParameterException(
          spec.commandLine(), option + ": the rows of --jsonl hold template and context");
    }
  }
}

package io.noetl.camel.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.template.TemplateSource;
import io.noetl.camel.template.UndefinedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Compiling and rendering the typical templates of playbooks, one an operation, in turn. The rows
 * (template and context) are JSON lines in the file that the system property {@code rows} names.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JinjaBench {
  private final List<String> sources = new ArrayList<>();
  private final List<Names> contexts = new ArrayList<>();
  private final List<Template> templates = new ArrayList<>();
  private TemplateEngine engine;
  private int next;

  @Setup
  public void read() throws IOException {
    TemplateLimits d = TemplateLimits.DEFAULT;
    // one template kept, so that each one is compiled
    engine =
        new TemplateEngine(
            new TemplateLimits(
                d.maxOutput(), d.maxIterations(), d.maxDepth(), d.maxSource(), d.maxNesting(), 1));
    JsonMapper mapper = new JsonMapper();
    for (String line : Files.readAllLines(Path.of(System.getProperty("rows")))) {
      Map<?, ?> row = mapper.readValue(line, Map.class);
      String source = (String) row.get("template");
      @SuppressWarnings("unchecked") // objects of JSON have text keys
      Map<String, ?> context = (Map<String, ?>) row.get("context");
      sources.add(source);
      contexts.add(Names.of(context));
      templates.add(engine.compile(source, TemplateSource.UNKNOWN));
    }
  }

  private int turn() {
    next = next + 1 == sources.size() ? 0 : next + 1;
    return next;
  }

  @Benchmark
  public Template compile() {
    return engine.compile(sources.get(turn()), TemplateSource.UNKNOWN);
  }

  @Benchmark
  public String render() {
    int at = turn();
    return templates.get(at).render(contexts.get(at), UndefinedPolicy.LENIENT);
  }
}

package io.noetl.camel.template.runtime;

import io.noetl.camel.template.python.CallArguments;
import io.noetl.camel.template.python.Callable;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyObject;
import io.noetl.camel.template.python.Signature;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code self} of a template, whose items are its blocks.
 *
 * @param blocks what the blocks render, by name
 * @param rendering the use of the template
 */
public record BlockReferences(Map<String, Content> blocks, Rendering rendering)
    implements PyObject {

  /** Renders a block. */
  @FunctionalInterface
  public interface Content {
    /** Writes its text. */
    void render(Rendering rendering, Output output);
  }

  @Override
  public String typeName() {
    return "TemplateReference";
  }

  @Override
  public String typeModule() {
    return "jinja2.runtime";
  }

  @Override
  public String repr() {
    return "<TemplateReference None>";
  }

  @Override
  public boolean subscriptable() {
    return true;
  }

  @Override
  public @Nullable Object item(@Nullable Object key) {
    Content content = key instanceof String name ? blocks.get(name) : null;
    if (content == null) {
      throw PyError.key(key);
    }
    return new Reference(content, rendering);
  }

  /** One block: calling it renders it. */
  private record Reference(Content content, Rendering rendering) implements Callable {
    private static final Signature CALL = Signature.of("BlockReference.__call__(self)");

    @Override
    public Object call(CallArguments arguments, Meter meter) {
      CALL.bind(arguments);
      meter.enter();
      Output output = new Output(meter);
      content.render(rendering, output);
      meter.leave();
      return rendering.autoescape() ? new Markup(output.text()) : output.text();
    }

    @Override
    public String typeName() {
      return "BlockReference";
    }

    @Override
    public String typeModule() {
      return "jinja2.runtime";
    }

    @Override
    public String repr() {
      return "<jinja2.runtime.BlockReference object at " + address() + ">";
    }
  }
}

package io.noetl.camel.template.runtime;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.python.CallArguments;
import io.noetl.camel.template.python.Callable;
import io.noetl.camel.template.python.Equality;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.PyObject;
import io.noetl.camel.template.python.Signature;
import io.noetl.camel.template.python.Tuple;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code loop} of a {@code for}. */
public final class LoopContext implements Callable {
  private static final Signature CALL = Signature.of("LoopContext.__call__(self, iterable)");

  /** Renders the loop's body over other items, one level deeper. */
  @FunctionalInterface
  public interface Recursion {
    /** The text of the deeper loop. */
    @Nullable Object render(@Nullable Object items, int depth);
  }

  private final @Nullable Object iterable;
  private final Rendering rendering;
  private final @Nullable Recursion recursion;
  private final int depth0;
  private Iterator<?> items;
  private long index0 = -1;
  private long length = -1;
  private @Nullable Object after = Names.MISSING;
  private @Nullable Object current = Names.MISSING;
  private @Nullable Object before = Names.MISSING;
  private @Nullable Object lastChanged = Names.MISSING;

  /**
   * A loop over items.
   *
   * @param recursion for a recursive loop
   * @param depth0 how deep it is, from 0
   */
  public LoopContext(
      @Nullable Object iterable, Rendering rendering, @Nullable Recursion recursion, int depth0) {
    this.iterable = iterable;
    this.items = Iteration.iterator(iterable);
    this.rendering = rendering;
    this.recursion = recursion;
    this.depth0 = depth0;
  }

  /** Whether there is another turn. */
  public boolean hasNext() {
    return !Names.isMissing(after) || items.hasNext();
  }

  /** The item of the next turn. */
  public @Nullable Object next() {
    Object item;
    if (!Names.isMissing(after)) {
      item = after;
      after = Names.MISSING;
    } else {
      item = items.next();
    }
    index0++;
    before = current;
    current = item;
    return item;
  }

  private @Nullable Object peek() {
    if (Names.isMissing(after) && items.hasNext()) {
      after = items.next();
    }
    return after;
  }

  @Override
  public boolean sized() {
    return true;
  }

  @Override
  public long length() {
    if (length < 0) {
      boolean sized =
          iterable instanceof List<?>
              || iterable instanceof Map<?, ?>
              || !(iterable instanceof PyObject object)
              || object.sized();
      if (sized) {
        length = Iteration.length(iterable);
      } else {
        PyList rest = new PyList();
        while (items.hasNext()) {
          rendering.meter().step();
          rest.add(items.next());
        }
        items = Iteration.iterator(rest);
        length = rest.size() + index0 + 1 + (Names.isMissing(after) ? 0 : 1);
      }
    }
    return length;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "index" -> index0 + 1;
      case "index0" -> index0;
      case "revindex" -> length() - index0;
      case "revindex0" -> length() - index0 - 1;
      case "first" -> index0 == 0;
      case "last" -> Names.isMissing(peek());
      case "length" -> length();
      case "depth" -> (long) depth0 + 1;
      case "depth0" -> (long) depth0;
      case "previtem" -> index0 == 0 ? rendering.undefined("there is no previous item") : before;
      case "nextitem" -> {
        Object next = peek();
        yield Names.isMissing(next) ? rendering.undefined("there is no next item") : next;
      }
      case "cycle" ->
          NativeFunction.of("method", "LoopContext.cycle(self, *args)", (a, m) -> cycle(a[0]));
      case "changed" ->
          NativeFunction.of("method", "LoopContext.changed(self, *value)", (a, m) -> changed(a[0]));
      default -> Names.MISSING;
    };
  }

  private @Nullable Object cycle(@Nullable Object values) {
    if (!(values instanceof Tuple tuple) || tuple.isEmpty()) {
      throw PyError.type("no items for cycling given");
    }
    return tuple.get((int) (index0 % tuple.size()));
  }

  private boolean changed(@Nullable Object values) {
    if (!Names.isMissing(lastChanged) && Equality.equal(lastChanged, values)) {
      return false;
    }
    lastChanged = values;
    return true;
  }

  @Override
  public @Nullable Object call(CallArguments arguments, Meter meter) {
    Object deeper = CALL.bind(arguments)[0];
    if (recursion == null) {
      throw PyError.type("The loop must have the 'recursive' marker to be called recursively.");
    }
    return recursion.render(deeper, Numbers.index((long) depth0 + 1));
  }

  @Override
  public boolean truth() {
    return length() > 0;
  }

  @Override
  public boolean iterable() {
    return true;
  }

  @Override
  public Iterator<?> iterator() {
    return new Iterator<@Nullable Object>() {
      @Override
      public boolean hasNext() {
        return LoopContext.this.hasNext();
      }

      @Override
      public @Nullable Object next() {
        return new Tuple(LoopContext.this.next(), LoopContext.this);
      }
    };
  }

  @Override
  public String typeName() {
    return "LoopContext";
  }

  @Override
  public String typeModule() {
    return "jinja2.runtime";
  }

  @Override
  public String repr() {
    return "<LoopContext " + (index0 + 1) + "/" + length() + ">";
  }
}

package io.noetl.camel.template.runtime;

import io.noetl.camel.template.Names;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The variables of one run of a template, a macro, a block or a recursive loop. */
public final class Activation {
  /** The value of a variable that is looked up in the context when it is read. */
  public static final Object UNRESOLVED = Unresolved.INSTANCE;

  private final Rendering rendering;
  private final @Nullable Activation outer;
  private final @Nullable Object[] locals;
  private final boolean compiling;

  /**
   * A run.
   *
   * @param outer the run of what it was defined in
   * @param size the number of its variables
   */
  public Activation(Rendering rendering, @Nullable Activation outer, int size) {
    this(rendering, outer, size, false);
  }

  private Activation(Rendering rendering, @Nullable Activation outer, int size, boolean compiling) {
    this.compiling = compiling;
    this.rendering = rendering;
    this.outer = outer;
    this.locals = new Object[size];
    Arrays.fill(locals, Names.MISSING);
  }

  /** A run that computes constants while a template is compiled. */
  public static Activation compiling(Rendering rendering) {
    return new Activation(rendering, null, 0, true);
  }

  /** Whether this only computes constants while a template is compiled. */
  public boolean isCompiling() {
    return compiling;
  }

  /** The use of the template. */
  public Rendering rendering() {
    return rendering;
  }

  /** The run so many levels out. */
  public Activation outer(int hops) {
    Activation at = this;
    for (int i = 0; i < hops && at.outer != null; i++) {
      at = at.outer;
    }
    return at;
  }

  /** A variable. */
  public @Nullable Object get(int slot) {
    return locals[slot];
  }

  /** Sets a variable. */
  public void set(int slot, @Nullable Object value) {
    locals[slot] = value;
  }

  /** Whether a variable's value is {@link #UNRESOLVED}. */
  public static boolean isUnresolved(@Nullable Object value) {
    return value instanceof Unresolved;
  }

  private enum Unresolved {
    INSTANCE
  }
}

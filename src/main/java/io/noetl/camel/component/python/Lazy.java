package io.noetl.camel.component.python;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is first asked for. Thread-safe. */
final class Lazy<T> {
  private final Supplier<T> maker;
  private @Nullable T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  synchronized T get() {
    T known = made;
    if (known == null) {
      known = maker.get();
      made = known;
    }
    return known;
  }

  synchronized Optional<T> made() {
    return Optional.ofNullable(made);
  }

  synchronized void ifMade(Consumer<T> use) {
    if (made != null) {
      use.accept(made);
    }
  }
}

package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.Arithmetic;
import io.noetl.camel.template.python.Equality;
import io.noetl.camel.template.python.Identity;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.Ordering;
import io.noetl.camel.template.runtime.Rendering;
import org.jspecify.annotations.Nullable;

/** Tests that compare a value with another one. */
final class ComparisonTests {
  private ComparisonTests() {}

  static void addTo(Registry registry) {
    registry
        .test("odd", "test_odd(value)", (a, r) -> rest(a[0], 2L, 1L, r))
        .test("even", "test_even(value)", (a, r) -> rest(a[0], 2L, 0L, r))
        .test("divisibleby", "test_divisibleby(value, num)", (a, r) -> rest(a[0], a[1], 0L, r))
        .test("sameas", "test_sameas(value, other)", (a, r) -> Identity.same(a[0], a[1]))
        .test("in", "test_in(value, seq)", (a, r) -> Iteration.contains(a[1], a[0]));
    for (String name : new String[] {"==", "eq", "equalto"}) {
      registry.test(name, "_operator.eq(a, b, /)", (a, r) -> Equality.equal(a[0], a[1]));
    }
    for (String name : new String[] {"!=", "ne"}) {
      registry.test(name, "_operator.ne(a, b, /)", (a, r) -> !Equality.equal(a[0], a[1]));
    }
    order(registry, Ordering.GREATER, "_operator.gt(a, b, /)", ">", "gt", "greaterthan");
    order(registry, Ordering.GREATER_OR_EQUAL, "_operator.ge(a, b, /)", ">=", "ge");
    order(registry, Ordering.LESS, "_operator.lt(a, b, /)", "<", "lt", "lessthan");
    order(registry, Ordering.LESS_OR_EQUAL, "_operator.le(a, b, /)", "<=", "le");
  }

  private static void order(Registry registry, Ordering order, String signature, String... names) {
    for (String name : names) {
      registry.test(name, signature, (a, r) -> order.holds(a[0], a[1]));
    }
  }

  private static boolean rest(
      @Nullable Object value, @Nullable Object by, Object rest, Rendering rendering) {
    return Equality.equal(Arithmetic.modulo(value, by, rendering.meter()), rest);
  }
}

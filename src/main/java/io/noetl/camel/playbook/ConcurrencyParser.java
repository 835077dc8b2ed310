package io.noetl.camel.playbook;

import io.noetl.camel.playbook.Concurrency.WhenFull;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code concurrency: {limit, key, when_full}}, or the limit alone: at the top of a playbook,
 * or in {@code executor.spec}.
 */
final class ConcurrencyParser {
  private static final String NAME = "concurrency";

  private final Problems problems;

  ConcurrencyParser(Problems problems) {
    this.problems = problems;
  }

  @Nullable Concurrency parse(Fields playbook) {
    Fields executor =
        new Fields(playbook.values("executor"), playbook.pointer("executor"), problems);
    Fields spec = new Fields(executor.values("spec"), executor.pointer("spec"), problems);
    if (playbook.get(NAME) != null && spec.get(NAME) != null) {
      problems.error(
          "PB0106",
          spec.pointer(NAME),
          "'concurrency' is written twice: here and at the top of the playbook.",
          "Remove one of them.");
    }
    return of(playbook.get(NAME) == null ? spec : playbook);
  }

  private @Nullable Concurrency of(Fields fields) {
    Object given = fields.get(NAME);
    if (given == null) {
      return null;
    }
    String pointer = fields.pointer(NAME);
    if (!(given instanceof Map)) {
      return new Concurrency(fields.whole(NAME, 1, 1), null, WhenFull.QUEUE, pointer);
    }
    Fields inner = new Fields(fields.values(NAME), pointer, problems);
    inner.warnUnknown(Set.of("limit", "key", "when_full"), "'concurrency'");
    return new Concurrency(inner.whole("limit", 1, 1), inner.text("key"), whenFull(inner), pointer);
  }

  private WhenFull whenFull(Fields inner) {
    String value = inner.text("when_full");
    if (value == null) {
      return WhenFull.QUEUE;
    }
    if (!WhenFull.keys().contains(value)) {
      problems.error(
          "PB0107",
          inner.pointer("when_full"),
          "'when_full' is " + Fields.describe(value) + ".",
          "Write queue (it waits, the default), cancel_new, cancel_old or fail.");
      return WhenFull.QUEUE;
    }
    return WhenFull.valueOf(value.toUpperCase(Locale.ROOT));
  }
}

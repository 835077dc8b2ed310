package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code notify}: one entry, or a list of them. */
final class NotifyParser {
  static final Set<String> KNOWN = Set.of("on", "to", "template");

  private final Problems problems;

  NotifyParser(Problems problems) {
    this.problems = problems;
  }

  List<Notify> parse(Fields playbook) {
    Object value = playbook.get("notify");
    String pointer = playbook.pointer("notify");
    List<Notify> all = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        one(list.get(i), SourceMap.child(pointer, i)).ifPresent(all::add);
      }
    } else if (value != null) {
      one(value, pointer).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Notify> one(@Nullable Object value, String pointer) {
    Fields fields =
        Fields.of(
            value,
            pointer,
            "An entry of 'notify'",
            "Write `{on: [failed], to: name-of-a-credential}`.",
            problems);
    if (fields == null) {
      return Optional.empty();
    }
    fields.warnUnknown(KNOWN, "'notify'");
    String to = fields.text("to");
    if (to == null || to.isBlank() || to.contains("{{")) {
      problems.error(
          "PB0331",
          fields.has("to") ? fields.pointer("to") : pointer,
          "'notify' does not say whom: 'to' is " + Fields.describe(fields.get("to")) + ".",
          "Write the name of a credential of type slack, teams, webhook, smtp or camel.");
    }
    return Optional.of(
        new Notify(events(fields), to == null ? "" : to, fields.text("template"), pointer));
  }

  private Set<Notify.Event> events(Fields fields) {
    Set<Notify.Event> events = EnumSet.noneOf(Notify.Event.class);
    Object on = fields.get("on");
    List<?> names = on instanceof List<?> list ? list : on == null ? List.of() : List.of(on);
    for (Object name : names) {
      Optional<Notify.Event> event = Notify.Event.of(String.valueOf(name));
      event.ifPresent(events::add);
      if (event.isEmpty()) {
        problems.error(
            "PB0330",
            fields.pointer("on"),
            "Nobody is told of '" + name + "'.",
            Nearest.hint(String.valueOf(name), Notify.Event.texts()));
      }
    }
    if (names.isEmpty()) {
      problems.error(
          "PB0330",
          fields.pointer(),
          "'notify' does not say of what.",
          "Write `on:` with some of " + String.join(", ", Notify.Event.texts()) + ".");
    }
    return events;
  }
}

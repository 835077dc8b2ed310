package io.noetl.camel.execution.approval;

import io.noetl.camel.playbook.Durations;
import io.noetl.camel.playbook.Fields;
import io.noetl.camel.playbook.FormFields;
import io.noetl.camel.playbook.Notify;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads what people are asked, from a playbook or from the table. */
public final class ApprovalReader {
  private static final int MOST = 100;
  private static final int MOST_CHARS = 100_000;
  private static final Duration LONGEST_REMIND = Duration.ofDays(36_500);
  private static final Set<String> ROLES = Set.of("viewer", "operator", "editor", "admin");

  private ApprovalReader() {}

  /** A field that can't be read, in words: what was found and what is expected. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String field, String found, String expected) {
      super("%s is %s (expected: %s)".formatted(field, found, expected));
    }
  }

  /**
   * Reads the fields of a tool, rendered.
   *
   * @throws Unreadable when one has no meaning
   */
  public static ApprovalSpec read(Map<String, ? extends @Nullable Object> fields)
      throws Unreadable {
    List<String> choices = texts("choices", fields.get("choices"), List.of("approve", "reject"));
    if (choices.isEmpty() || new HashSet<>(choices).size() < choices.size()) {
      throw new Unreadable("choices", choices.toString(), "different texts, one at least");
    }
    Map<?, ?> assign = fields.get("assign") instanceof Map<?, ?> map ? map : Map.of();
    if (fields.get("assign") != null
        && assign.isEmpty()
        && !(fields.get("assign") instanceof Map)) {
      throw new Unreadable("assign", shown(fields.get("assign")), "{roles: […], users: […]}");
    }
    List<String> roles =
        texts("assign.roles", assign.get("roles"), List.of()).stream()
            .map(role -> role.toLowerCase(Locale.ROOT))
            .toList();
    for (String role : roles) {
      if (!ROLES.contains(role)) {
        throw new Unreadable("assign.roles", "'" + role + "'", "viewer, operator, editor or admin");
      }
    }
    return new ApprovalSpec(
        text("title", fields.get("title"), "Approval"),
        text("text", fields.get("text"), ""),
        form(fields.get("form")),
        choices,
        roles,
        texts("assign.users", assign.get("users"), List.of()),
        whole("required", fields.get("required")),
        flag("self_approval", fields.get("self_approval"), false),
        onTimeout(fields.get("on_timeout"), choices),
        remind(fields.get("remind")));
  }

  private static @Nullable Duration remind(@Nullable Object value) throws Unreadable {
    if (value == null) {
      return null;
    }
    return Durations.rendered(value)
        .filter(time -> time.compareTo(Notify.SHORTEST_REMIND) >= 0)
        .filter(time -> time.compareTo(LONGEST_REMIND) <= 0)
        .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
        .orElseThrow(
            () -> new Unreadable("remind", shown(value), "a duration of a minute or more, as 4h"));
  }

  private static @Nullable String onTimeout(@Nullable Object value, List<String> choices)
      throws Unreadable {
    String text = value == null ? "fail" : String.valueOf(value);
    if (!text.equals("fail") && !choices.contains(text)) {
      throw new Unreadable("on_timeout", "'" + text + "'", "fail, or one of " + choices);
    }
    return choices.contains(text) ? text : null;
  }

  private static List<FormField> form(@Nullable Object value) throws Unreadable {
    List<FormField> form = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<?> list =
        switch (value) {
          case null -> List.of();
          case List<?> fields when fields.size() <= MOST -> fields;
          default -> throw new Unreadable("form", shown(value), "a list of fields");
        };
    for (Object field : list) {
      if (!(field instanceof Map<?, ?> map) || !names.add(String.valueOf(map.get("name")))) {
        throw new Unreadable("form", shown(field), "a map with a name of its own and a kind");
      }
      form.add(field(map));
    }
    return List.copyOf(form);
  }

  private static FormField field(Map<?, ?> map) throws Unreadable {
    String at = "form." + map.get("name");
    for (Object key : map.keySet()) {
      if (!FormFields.KEYS.contains(String.valueOf(key))) {
        throw new Unreadable(
            at, "has '" + key + "'", String.join(", ", FormFields.KEYS.stream().sorted().toList()));
      }
    }
    FormField field =
        new FormField(
            text(at + ".name", map.get("name"), ""),
            kind(at, map.get("kind") == null ? map.get("type") : map.get("kind")),
            text(
                at + ".label",
                map.get("label") == null ? map.get("title") : map.get("label"),
                String.valueOf(map.get("name"))),
            flag(at + ".required", map.get("required"), false),
            map.get("default"),
            map.get("pattern") == null ? null : pattern(at, String.valueOf(map.get("pattern"))),
            bound(at + ".min", map.get("min")),
            bound(at + ".max", map.get("max")),
            map.get("options") instanceof List<?> options ? List.copyOf(options) : List.of());
    if (field.name().isBlank()) {
      throw new Unreadable(at, "without a name", "name: …");
    }
    if (field.kind() == FormField.Kind.SELECT && field.options().isEmpty()) {
      throw new Unreadable(at, "a select without options", "options: […]");
    }
    if (field.otherwise() != null && field.problem(field.otherwise()) != null) {
      throw new Unreadable(
          at + ".default",
          shown(field.otherwise()),
          "a value that " + field.problem(field.otherwise()));
    }
    return field;
  }

  private static FormField.Kind kind(String at, @Nullable Object value) throws Unreadable {
    String text = value == null ? "string" : String.valueOf(value);
    try {
      return FormField.Kind.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Unreadable(
          at + ".kind", "'" + text + "'", "string, text, number, boolean, date, select or file");
    }
  }

  private static String pattern(String at, String text) throws Unreadable {
    try {
      return Pattern.compile(text).pattern();
    } catch (PatternSyntaxException e) {
      throw new Unreadable(at + ".pattern", "'" + text + "'", "a regular expression");
    }
  }

  private static @Nullable Object bound(String at, @Nullable Object value) throws Unreadable {
    boolean date =
        value instanceof String text && text.matches("\\d{4}-\\d\\d-\\d\\d") && isDate(text);
    if (value == null || value instanceof Number || date) {
      return value;
    }
    throw new Unreadable(at, shown(value), "a number, or a date as 2026-12-24");
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text) != null;
    } catch (java.time.DateTimeException e) {
      return false;
    }
  }

  private static List<String> texts(String field, @Nullable Object value, List<String> otherwise)
      throws Unreadable {
    return switch (value) {
      case null -> otherwise;
      case String text -> List.of(text);
      case List<?> list
          when list.size() <= MOST && list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(String.class::cast).toList();
      default -> throw new Unreadable(field, shown(value), "a list of texts");
    };
  }

  private static String text(String field, @Nullable Object value, String otherwise)
      throws Unreadable {
    String text = value == null ? otherwise : String.valueOf(value);
    if (text.length() > MOST_CHARS) {
      throw new Unreadable(field, text.length() + " characters long", "at most " + MOST_CHARS);
    }
    return text;
  }

  private static int whole(String field, @Nullable Object value) throws Unreadable {
    if (value == null) {
      return 1;
    }
    if (String.valueOf(value).strip().matches("[1-9]\\d{0,2}")) {
      return Integer.parseInt(String.valueOf(value).strip());
    }
    throw new Unreadable(field, shown(value), "how many people, from 1");
  }

  private static boolean flag(String field, @Nullable Object value, boolean otherwise)
      throws Unreadable {
    return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
      case "null" -> otherwise;
      case "true" -> true;
      case "false" -> false;
      default -> throw new Unreadable(field, shown(value), "true or false");
    };
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case String text -> "'" + text + "'";
      case Map<?, ?> map -> Fields.describe(map);
      case List<?> list -> Fields.describe(list);
      case null, default -> String.valueOf(value);
    };
  }
}

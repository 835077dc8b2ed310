package io.noetl.camel.execution.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a cron expression as crontab does: ranges, lists, steps, names of months and
 * days, 7 for Sunday. What is never due is refused.
 */
final class CronFields {
  private static final List<Field> FIELDS =
      List.of(
          new Field("second", 0, 59, List.of()),
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of month", 1, 31, List.of()),
          new Field(
              "month",
              1,
              12,
              List.of(
                  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")),
          new Field("day of week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

  private static final int[] LONGEST = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private CronFields() {}

  /**
   * The expression with its fields as lists of numbers.
   *
   * @param fields five, or six with the seconds in front
   * @throws IllegalArgumentException when one is wrong, or no day has the date
   */
  static String checked(String[] fields) {
    List<@Nullable TreeSet<Integer>> values = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      Field field = FIELDS.get(FIELDS.size() - fields.length + i);
      TreeSet<Integer> read = field.isSpecial(fields, i) ? null : field.read(fields[i]);
      values.add(read);
      boolean star = fields[i].startsWith("*") && !fields[i].contains(",");
      texts.add(
          read == null || star
              ? fields[i]
              : read.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    String weekday = fields[fields.length - 1];
    // With five fields a day of the week that is named as well is due by itself.
    if (weekday.startsWith("*") || weekday.equals("?") || fields.length == 6) {
      dated(values.get(fields.length - 3), values.get(fields.length - 2));
    }
    return String.join(" ", texts);
  }

  private static void dated(
      @Nullable NavigableSet<Integer> days, @Nullable NavigableSet<Integer> months) {
    if (days == null || months == null) {
      return;
    }
    boolean possible = months.stream().anyMatch(month -> days.first() <= LONGEST[month - 1]);
    if (!possible) {
      throw new IllegalArgumentException(
          "it would never be due: no day of the month %s is in month %s, which has %d days at most"
              .formatted(
                  days.first(),
                  months.stream().map(String::valueOf).collect(Collectors.joining(",")),
                  months.stream().mapToInt(month -> LONGEST[month - 1]).max().orElse(0)));
    }
  }

  /**
   * A field.
   *
   * @param names of its values, from the first
   */
  private record Field(String name, int min, int max, List<String> names) {

    /** Spring's signs for the last day, the nearest weekday, the nth day of a week. */
    boolean isSpecial(String[] fields, int at) {
      return fields.length == 6
          && max != 59
          && (fields[at].equals("?") || fields[at].matches("(?i).*(L|W|#).*"))
          && !fields[at].matches("(?i).*(jul|wed).*");
    }

    TreeSet<Integer> read(String text) {
      TreeSet<Integer> values = new TreeSet<>();
      for (String part : text.split(",", -1)) {
        String[] stepped = part.split("/", -1);
        if (stepped.length > 2) {
          throw wrong(text, "a step is written once");
        }
        int step = stepped.length == 2 ? step(text, stepped[1]) : 1;
        int from;
        int to;
        if (stepped[0].equals("*")) {
          from = min;
          to = name.equals("day of week") ? max - 1 : max;
        } else {
          String[] range = stepped[0].split("-", -1);
          if (range.length > 2) {
            throw wrong(text, "a range has two ends");
          }
          from = value(text, range[0]);
          to = range.length == 2 ? value(text, range[1]) : stepped.length == 2 ? max : from;
          if (from > to) {
            throw wrong(text, "the range goes backwards; write two with a comma between them");
          }
        }
        for (int value = from; value <= to; value += step) {
          values.add(name.equals("day of week") ? value % 7 : value);
        }
      }
      return values;
    }

    private int step(String text, String step) {
      if (!step.matches("\\d{1,4}") || Integer.parseInt(step) == 0) {
        throw wrong(text, "a step is a number from 1");
      }
      return Integer.parseInt(step);
    }

    private int value(String text, String value) {
      int named = names.indexOf(value.toLowerCase(Locale.ROOT));
      if (named >= 0) {
        return named + min;
      }
      int number = value.matches("\\d{1,4}") ? Integer.parseInt(value) : -1;
      if (number < min || number > max) {
        throw wrong(text, "'%s' is none".formatted(value));
      }
      return number;
    }

    private IllegalArgumentException wrong(String text, String why) {
      String named =
          names.isEmpty() ? "" : ", or %s to %s".formatted(names.getFirst(), names.getLast());
      return new IllegalArgumentException(
          "%s '%s': %s (expected: %d to %d%s)".formatted(name, text, why, min, max, named));
    }
  }
}

package io.noetl.camel.store.search;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time within a run of a step in which nothing of it ran.
 *
 * @param begunAt UTC
 * @param endedAt UTC, in the future where it is known already; null while nobody knows
 */
public record Gap(Kind kind, LocalDateTime begunAt, @Nullable LocalDateTime endedAt) {
  /** In the order of their beginning. */
  public static final Comparator<Gap> ORDER = Comparator.comparing(Gap::begunAt);

  /** Why nothing ran. */
  public enum Kind {
    /** The next attempt waits for its delay. */
    RETRY,
    /** The execution is paused. */
    PAUSED
  }

  /**
   * The gaps between the attempts of a run.
   *
   * @param failed when each attempt ended that another follows, in any order
   * @param next when that one is to begin, with its zone
   * @param entered when the run was entered: a server that takes it over waits for no delay
   */
  static List<Gap> between(
      List<LocalDateTime> failed, List<String> next, List<LocalDateTime> entered) {
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < failed.size(); i++) {
      LocalDateTime begun = failed.get(i);
      LocalDateTime due = utc(next.get(i));
      LocalDateTime ended =
          entered.stream()
              .filter(at -> at.isAfter(begun) && at.isBefore(due))
              .min(Comparator.naturalOrder())
              .orElse(due);
      if (ended.isAfter(begun)) {
        gaps.add(new Gap(Kind.RETRY, begun, ended));
      }
    }
    gaps.sort(ORDER);
    return gaps;
  }

  /** A time of an event's meta. */
  static LocalDateTime utc(String time) {
    return OffsetDateTime.parse(time).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  /** What of some gaps is before a time: the end of what they stand in; null while it goes on. */
  public static List<Gap> before(@Nullable LocalDateTime end, List<Gap> gaps) {
    return end == null
        ? gaps
        : gaps.stream()
            .filter(gap -> gap.begunAt().isBefore(end))
            .map(gap -> gap.endedBy(end))
            .toList();
  }

  private Gap endedBy(LocalDateTime end) {
    return endedAt == null || endedAt.isAfter(end) ? new Gap(kind, begunAt, end) : this;
  }
}

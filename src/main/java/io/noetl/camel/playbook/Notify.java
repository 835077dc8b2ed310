package io.noetl.camel.playbook;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what.
 *
 * @param on of which events
 * @param to the name of the credential that says how
 * @param template the text; null for the usual one
 * @param pointer JSON pointer of the entry
 */
public record Notify(Set<Event> on, String to, @Nullable String template, String pointer) {
  /** Nobody is reminded more often. */
  public static final Duration SHORTEST_REMIND = Duration.ofMinutes(1);

  /** What may happen. */
  public enum Event {
    FAILED,
    COMPLETED,
    CANCELLED,
    /** It has succeeded, and the one of this playbook before it had failed. */
    RECOVERED,
    /** It should have ended by now: {@link Deadline}. */
    DEADLINE,
    /** People are asked for a decision. */
    APPROVAL;

    /** As playbooks write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The event of this name. */
    public static Optional<Event> of(String text) {
      return Arrays.stream(values()).filter(event -> event.text().equals(text)).findFirst();
    }

    static List<String> texts() {
      return Arrays.stream(values()).map(Event::text).toList();
    }
  }
}

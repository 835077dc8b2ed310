package io.noetl.camel.playbook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When an execution should have ended. One that has not is told of, and goes on. */
public sealed interface Deadline {

  /** The moment, for an execution that starts at this one. */
  Instant of(Instant start);

  /** So long after its start. */
  record After(Duration time) implements Deadline {
    @Override
    public Instant of(Instant start) {
      return start.plus(time);
    }
  }

  /** The next time that the clocks of a zone show this; where they skip it, what they show then. */
  record At(LocalTime time, ZoneId zone) implements Deadline {
    @Override
    public Instant of(Instant start) {
      ZonedDateTime here = start.atZone(zone);
      Instant today = here.toLocalDate().atTime(time).atZone(zone).toInstant();
      return today.isAfter(start)
          ? today
          : here.toLocalDate().plusDays(1).atTime(time).atZone(zone).toInstant();
    }
  }

  /** A moment that is written as such. */
  record On(Instant moment) implements Deadline {
    @Override
    public Instant of(Instant start) {
      return moment;
    }
  }
}

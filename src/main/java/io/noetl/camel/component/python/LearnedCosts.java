package io.noetl.camel.component.python;

import java.time.Duration;
import java.util.Optional;

/**
 * What code took on either engine, kept so that no replica and no restart measures it again.
 * Thread-safe.
 */
public interface LearnedCosts {
  /** Keeps nothing. */
  LearnedCosts NONE =
      new LearnedCosts() {
        @Override
        public Optional<Learned> find(String code) {
          return Optional.empty();
        }

        @Override
        public void keep(String code, Learned learned) {}
      };

  /** What was measured of a piece of code: a call on either engine. */
  record Learned(Duration graalpy, Duration cpython) {}

  /**
   * What is known of a piece of code.
   *
   * @param code its whole text
   */
  Optional<Learned> find(String code);

  /** Both engines were measured. */
  void keep(String code, Learned learned);
}

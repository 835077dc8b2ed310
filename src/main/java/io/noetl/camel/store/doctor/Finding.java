package io.noetl.camel.store.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What an examination has found.
 *
 * @param check what was looked at, in a word
 * @param state how it is
 * @param said what was seen, in a sentence
 * @param cure what to do; null where all is well
 */
public record Finding(String check, State state, String said, @Nullable String cure) {

  /** How something is: well, to be looked at, or wrong. */
  public enum State {
    OK,
    WARNING,
    WRONG
  }

  /** All is well. */
  public static Finding ok(String check, String said) {
    return new Finding(check, State.OK, said, null);
  }

  /** Something should be looked at. */
  public static Finding warning(String check, String said, String cure) {
    return new Finding(check, State.WARNING, said, cure);
  }

  /** Something is wrong. */
  public static Finding wrong(String check, String said, String cure) {
    return new Finding(check, State.WRONG, said, cure);
  }

  /** All is well, or a finding where something is not. */
  static Finding unless(boolean bad, Finding otherwise, String said) {
    return bad ? otherwise : ok(otherwise.check(), said);
  }
}

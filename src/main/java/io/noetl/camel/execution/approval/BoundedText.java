package io.noetl.camel.execution.approval;

/**
 * A text that can be looked at so many times: a pattern whose time grows with the powers of a
 * text's length ends.
 */
final class BoundedText implements CharSequence {
  private static final int LOOKS = 2_000_000;

  private final CharSequence text;
  private final int[] left;

  /** It was looked at too often. */
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  BoundedText(CharSequence text) {
    this(text, new int[] {LOOKS});
  }

  private BoundedText(CharSequence text, int[] left) {
    this.text = text;
    this.left = left;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (left[0]-- <= 0) {
      throw new TooLong();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.subSequence(start, end), left);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

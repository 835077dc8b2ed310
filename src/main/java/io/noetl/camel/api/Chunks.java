package io.noetl.camel.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;

/** Texts that are made while they are read. A read gives what is there and waits for no more. */
public final class Chunks extends InputStream {
  private final Iterator<String> texts;
  private byte[] chunk = {};
  private int position;

  /** The texts, as one stream. */
  public Chunks(Iterator<String> texts) {
    this.texts = texts;
  }

  @Override
  public int read() throws IOException {
    return advance() ? Byte.toUnsignedInt(chunk[position++]) : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, buffer, offset, count);
    position += count;
    return count;
  }

  /** Makes the next text when this one was read; false after the last. */
  private boolean advance() {
    while (position == chunk.length && texts.hasNext()) {
      chunk = texts.next().getBytes(StandardCharsets.UTF_8);
      position = 0;
    }
    return position < chunk.length;
  }
}

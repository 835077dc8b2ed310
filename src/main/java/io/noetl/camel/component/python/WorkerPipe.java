package io.noetl.camel.component.python;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames to and from a worker: the length of the bytes, a letter, the bytes. */
final class WorkerPipe {
  private static final int HEAD = 5;

  private final DataInputStream in;
  private final OutputStream out;

  /**
   * @param letter what it is
   * @param data its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // it is never compared
  record Frame(char letter, byte[] data) {}

  WorkerPipe(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    this.out = out;
  }

  void send(char letter, byte[] data) throws IOException {
    byte[] frame =
        ByteBuffer.allocate(HEAD + data.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(data.length)
            .put((byte) letter)
            .put(data)
            .array();
    out.write(frame);
    out.flush();
  }

  /**
   * The next frame.
   *
   * @throws java.io.EOFException when the other end is gone
   */
  Frame receive() throws IOException {
    int length = Integer.reverseBytes(in.readInt());
    char letter = (char) in.readUnsignedByte();
    byte[] data = new byte[length];
    in.readFully(data);
    return new Frame(letter, data);
  }
}

package io.noetl.camel.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a loop over claimed rows has come: a fold over its log, which the loop then keeps. Of
 * frames whose rows have all ended only counts are left. Thread-safe.
 */
final class CursorProgress {
  private final Map<Integer, Frame> open = new LinkedHashMap<>();
  private final LoopTally tally = new LoopTally();
  private int nextFrame;
  private int nextItem;
  private long frames;
  private long rows;

  /** How the items have ended that are recorded. */
  LoopTally tally() {
    return tally;
  }

  /** A frame for rows that are being claimed; it counts once it is {@link #claimed}. */
  synchronized Frame next(List<?> found, boolean whole, @Nullable String transaction) {
    Frame frame = new Frame(nextFrame, nextItem, found, whole, transaction);
    nextFrame++;
    nextItem = frame.end();
    return frame;
  }

  /** The rows of a frame are claimed, and that is recorded. */
  synchronized void claimed(Frame frame) {
    open.put(frame.number(), frame);
    nextFrame = Math.max(nextFrame, frame.number() + 1);
    nextItem = Math.max(nextItem, frame.end());
    frames++;
    rows += frame.rows().size();
  }

  /** A frame that is recorded was not claimed: its transaction was undone. */
  synchronized void undone(Frame frame) {
    open.remove(frame.number());
    frames--;
    rows -= frame.rows().size();
  }

  /** An item has ended. */
  synchronized void ended(int item) {
    Frame frame = find(item);
    if (frame != null) {
      frame.ended(item);
      if (frame.isOver()) {
        open.remove(frame.number());
      }
    }
  }

  /** The log has the end of an item. */
  void replayed(int item, Token.Recorded recorded) {
    tally.count(recorded.error(), !recorded.edges().isEmpty());
    tally.remember(item, recorded.edges());
    ended(item);
  }

  /** The open frame that an item is of; null when it has ended. */
  synchronized @Nullable Frame find(int item) {
    for (Frame frame : open.values()) {
      if (frame.has(item)) {
        return frame;
      }
    }
    return null;
  }

  synchronized boolean hasEnded(Frame frame, int item) {
    return frame.hasEnded(item);
  }

  /** Frames that are not over, the oldest first. */
  synchronized List<Frame> open() {
    return new ArrayList<>(open.values());
  }

  synchronized long frames() {
    return frames;
  }

  synchronized long rows() {
    return rows;
  }
}

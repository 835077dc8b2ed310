package io.noetl.camel.api;

import io.noetl.camel.store.Json;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text with an array that is read page by page while it is sent, so that a hundred thousand
 * entries never stand in memory.
 *
 * @param <T> the entries
 */
final class PagedArray<T> implements Iterator<String> {
  private enum Part {
    HEAD,
    ENTRIES,
    TAIL,
    END
  }

  private final String head;
  private final String tail;
  private final Function<@Nullable T, List<T>> following;
  private final Function<T, Object> shape;
  private final Json json;
  private Part part = Part.HEAD;
  private @Nullable T last;

  private PagedArray(
      String head,
      String tail,
      Function<@Nullable T, List<T>> following,
      Function<T, Object> shape,
      Json json) {
    this.head = head;
    this.tail = tail;
    this.following = following;
    this.shape = shape;
    this.json = json;
  }

  /**
   * An object whose last member is the array.
   *
   * @param members the members before it, a map or record
   * @param name the array's member
   * @param following the page that follows an entry, or the first for null; empty after the last
   * @param shape an entry as it is written
   */
  static <T> InputStream object(
      Object members,
      String name,
      Function<@Nullable T, List<T>> following,
      Function<T, Object> shape,
      Json json) {
    String written = json.write(members);
    String start = written.substring(0, written.length() - 1);
    String head = start + (start.length() > 1 ? "," : "") + json.write(name) + ":[";
    return new Chunks(new PagedArray<>(head, "]}", following, shape, json));
  }

  @Override
  public boolean hasNext() {
    return part != Part.END;
  }

  @Override
  public String next() {
    return switch (part) {
      case HEAD -> {
        part = Part.ENTRIES;
        yield head;
      }
      case ENTRIES -> entries();
      case TAIL -> {
        part = Part.END;
        yield tail;
      }
      case END -> throw new NoSuchElementException();
    };
  }

  private String entries() {
    List<T> page = following.apply(last);
    if (page.isEmpty()) {
      part = Part.TAIL;
      return "";
    }
    String comma = last == null ? "" : ",";
    last = page.getLast();
    return page.stream()
        .map(entry -> json.write(shape.apply(entry)))
        .collect(Collectors.joining(",", comma, ""));
  }
}

package io.noetl.camel.tool.s3;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param objects in the order of the server
 * @param next asks for the page behind it; null where it is the last
 */
public record S3Page(List<S3Object> objects, @Nullable String next) {
  /** The objects stay as they are. */
  public S3Page {
    objects = List.copyOf(objects);
  }
}

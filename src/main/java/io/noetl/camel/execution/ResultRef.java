package io.noetl.camel.execution;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a step's last result, which may be passed on in place of the result.
 *
 * @param executionId whose step it is
 * @param step the step's name
 */
public record ResultRef(long executionId, String step) {
  private static final Pattern TEXT =
      Pattern.compile("noetl://execution/(\\d{1,18})/result/([^/\\s]{1,400})");

  /** Reads an address; empty where a text is none. */
  public static Optional<ResultRef> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ResultRef(
              Long.parseLong(matcher.group(1)),
              URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As it is written. */
  public String text() {
    return "noetl://execution/%d/result/%s"
        .formatted(
            executionId, URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20"));
  }
}

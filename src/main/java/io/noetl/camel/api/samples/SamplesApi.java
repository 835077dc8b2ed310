package io.noetl.camel.api.samples;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the samples answer: posts as jsonplaceholder.typicode.com has them, a forecast like
 * api.open-meteo.com's, and an echo like httpbin.org's. Everything is made up from the request
 * alone: the same question has the same answer. Open to all.
 */
public class SamplesApi {
  private static final int POSTS = 100;
  private static final int POSTS_OF_A_USER = 10;
  private static final double WARM_BELOW_DEGREES = 45;
  private static final int HOURS = 24;

  private final boolean enabled;

  /** Answers where they are enabled; otherwise nothing is found here. */
  public SamplesApi(boolean enabled) {
    this.enabled = enabled;
  }

  /**
   * {@code GET /samples/posts?id_gte=&_page=&_limit=}: a list of {@code {userId, id, title, body}}.
   */
  public Object posts(ApiRequest request) {
    checkEnabled();
    int first = request.queryInt("id_gte", 1, 1, Integer.MAX_VALUE);
    int size = request.queryInt("_limit", POSTS, 1, POSTS);
    int page = request.queryInt("_page", 1, 1, POSTS);
    return IntStream.rangeClosed(1, POSTS)
        .filter(id -> id >= first)
        .skip((page - 1L) * size)
        .limit(size)
        .mapToObj(SamplesApi::post)
        .toList();
  }

  private static Map<String, Object> post(int id) {
    Map<String, Object> post = new LinkedHashMap<>();
    post.put("userId", (id - 1) / POSTS_OF_A_USER + 1);
    post.put("id", id);
    // Some of what breaks careless SQL and careless encodings.
    post.put("title", id % 7 == 0 ? "It's post " + id + ", größer" : "Post " + id);
    post.put("body", "The first line of post %d.\nThe \"second\" one.".formatted(id));
    return post;
  }

  /**
   * {@code GET /samples/v1/forecast?latitude=&longitude=}: hourly temperatures and the current one,
   * warm near the equator.
   */
  public Object forecast(ApiRequest request) {
    checkEnabled();
    double latitude = number(request.query("latitude"));
    double coolest = Math.abs(latitude) < WARM_BELOW_DEGREES ? 26 : 12;
    List<String> times =
        IntStream.range(0, HOURS)
            .mapToObj(hour -> String.format(Locale.ROOT, "2026-01-01T%02d:00", hour))
            .toList();
    List<Double> temperatures =
        IntStream.range(0, HOURS).mapToObj(hour -> coolest + hour % 5).toList();
    Map<String, Object> forecast = new LinkedHashMap<>();
    forecast.put("latitude", latitude);
    forecast.put("longitude", number(request.query("longitude")));
    forecast.put("hourly", Map.of("time", times, "temperature_2m", temperatures));
    forecast.put("current", Map.of("temperature_2m", coolest));
    forecast.put("current_weather", Map.of("temperature", coolest, "windspeed", 3.5));
    return forecast;
  }

  private static double number(@Nullable String text) {
    try {
      return text == null ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** {@code GET /samples/get}: gives back the query. */
  public Object echo(ApiRequest request) {
    checkEnabled();
    return Map.of("args", new TreeMap<>(request.query()), "url", "/samples/get");
  }

  private void checkEnabled() {
    if (!enabled) {
      throw ApiProblem.of(
          ApiError.NOT_FOUND, "The samples are off (expected: noetl.samples.enabled=true)");
    }
  }
}

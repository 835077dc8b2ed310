package io.noetl.camel.api.samples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the samples answer: posts as jsonplaceholder.typicode.com has them, a forecast like
 * api.open-meteo.com's, and an echo like httpbin.org's. Everything is made up from the request
 * alone: the same question has the same answer.
 */
public final class Samples {
  private static final int POSTS = 100;
  private static final int POSTS_OF_A_USER = 10;
  private static final double WARM_BELOW_DEGREES = 45;
  private static final int HOURS = 24;

  /** All posts: a list of {@code {userId, id, title, body}}. */
  public List<Map<String, Object>> posts() {
    return IntStream.rangeClosed(1, POSTS).mapToObj(Samples::post).toList();
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

  /** A forecast: hourly temperatures and the current one, warm near the equator. */
  public Map<String, Object> forecast(
      @Header("latitude") @Nullable String latitude,
      @Header("longitude") @Nullable String longitude) {
    double north = number(latitude);
    double base = Math.abs(north) < WARM_BELOW_DEGREES ? 26 : 12;
    List<Double> hourly = IntStream.range(0, HOURS).mapToObj(hour -> base + hour % 5).toList();
    List<String> times =
        IntStream.range(0, HOURS)
            .mapToObj(hour -> String.format(Locale.ROOT, "2026-01-01T%02d:00", hour))
            .toList();
    Map<String, Object> forecast = new LinkedHashMap<>();
    forecast.put("latitude", north);
    forecast.put("longitude", number(longitude));
    forecast.put("hourly", Map.of("time", times, "temperature_2m", hourly));
    forecast.put("current", Map.of("temperature_2m", base));
    forecast.put("current_weather", Map.of("temperature", base, "windspeed", 3.5));
    return forecast;
  }

  private static double number(@Nullable String text) {
    try {
      return text == null ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Gives back what was asked: {@code {args, headers, url}}. */
  public Map<String, Object> echo(
      @Headers Map<String, Object> headers,
      @Header("CamelHttpUrl") @Nullable String url,
      @Header("CamelHttpQuery") @Nullable String query) {
    Map<String, Object> echo = new LinkedHashMap<>();
    Map<String, String> shown = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (value instanceof String text && !lower.startsWith("camel")) {
            shown.put(lower, text);
          }
        });
    echo.put("args", QueryText.parse(query));
    echo.put("headers", shown);
    echo.put("url", query == null ? url : url + "?" + query);
    return echo;
  }
}

package io.noetl.camel.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** How much is read of a long value to show its beginning. */
class JsonPartTest {
  private static final int ROW = 1 << 16;

  @Test
  void whatStandsBehindALongListIsShownToo() throws IOException {
    CountedInput content = rows(20);
    JsonPart part = JsonPart.read(content, "", 0, 100).orElseThrow();
    assertThat(part.value())
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsKeys("rows", "total");
    assertThat(part.hasMore()).isFalse();
  }

  @Test
  void ofFiftyMegabytesTheBeginningIsRead() throws IOException {
    CountedInput content = rows(800);
    JsonPart part = JsonPart.read(content, "", 0, 100).orElseThrow();
    assertThat(Objects.toString(part.value())).startsWith("{rows=[xxx").doesNotContain("total");
    assertThat(part.cut()).contains("/rows");
    assertThat(part.hasMore()).isTrue();
    assertThat(content.count()).isLessThan(8 << 20);
    assertThat(JsonPart.read(rows(800), "/total", 0, 100).orElseThrow().value()).isEqualTo(800);
  }

  @Test
  void ofOneOfManyLessIsRead() throws IOException {
    CountedInput content = rows(800);
    JsonPart.Beginning begins = JsonPart.beginning(content, 100);
    assertThat(begins.cut()).contains("", "/rows");
    assertThat(content.count()).isLessThan(3 << 20);
    assertThat(JsonPart.beginning(text("{\"a\": [1, {\"b\": null}], \"c\": \"d\"}"), 100).value())
        .isEqualTo(Map.of("a", List.of(1, Collections.singletonMap("b", null)), "c", "d"));
    assertThat(JsonPart.beginning(text("\"" + "x".repeat(5_000) + "\""), 100).value())
        .isEqualTo("x".repeat(1_000));
  }

  /** {"rows": ["xx…", …], "total": N}. */
  private static CountedInput rows(int count) {
    String row = "\"" + "x".repeat(ROW) + "\"";
    List<InputStream> parts = new ArrayList<>();
    parts.add(text("{\"rows\": [" + row));
    for (int i = 1; i < count; i++) {
      parts.add(text("," + row));
    }
    parts.add(text("], \"total\": " + count + "}"));
    return new CountedInput(new SequenceInputStream(Collections.enumeration(parts)));
  }

  private static InputStream text(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }
}

package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.Html;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.PyError;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Paragraphs of made-up words, for {@code lipsum()}. */
final class LoremIpsum {
  private static final String[] WORDS =
      ("a ac accumsan ad adipiscing aenean aliquam amet ante aptent arcu at auctor augue bibendum"
           + " blandit class commodo condimentum congue consectetuer consequat conubia convallis"
           + " cras cubilia cum curabitur cursus dapibus diam dictum dignissim dis dolor donec dui"
           + " duis egestas eget eleifend elementum elit enim erat eros est et etiam eu facilisis"
           + " fames faucibus felis fermentum feugiat fringilla fusce gravida habitant hendrerit"
           + " iaculis id imperdiet in integer ipsum justo lacinia lacus laoreet lectus leo libero"
           + " ligula lobortis lorem luctus maecenas magna malesuada massa mattis")
          .split(" ");

  private final RandomGenerator random;
  private final Meter meter;

  LoremIpsum(RandomGenerator random, Meter meter) {
    this.random = random;
    this.meter = meter;
  }

  /** Paragraphs with empty lines between. */
  String text(int paragraphs, int min, int max) {
    return String.join("\n\n", paragraphs(paragraphs, min, max));
  }

  /** Paragraphs in {@code <p>}. */
  String html(int paragraphs, int min, int max) {
    return paragraphs(paragraphs, min, max).stream()
        .map(paragraph -> "<p>" + Html.escape(paragraph).text() + "</p>")
        .collect(Collectors.joining("\n"));
  }

  private List<String> paragraphs(int count, int min, int max) {
    List<String> paragraphs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (max <= min) {
        throw PyError.value("empty range for randrange() (" + min + ", " + max + ", 1)");
      }
      paragraphs.add(paragraph(random.nextInt(min, max)));
    }
    return paragraphs;
  }

  private String paragraph(int length) {
    StringBuilder text = new StringBuilder();
    boolean sentence = true;
    int sinceEnd = 0;
    for (int i = 0; i < length; i++) {
      meter.step();
      String word = WORDS[random.nextInt(WORDS.length)];
      text.append(i == 0 ? "" : " ");
      text.append(sentence ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word);
      sentence = ++sinceEnd > 4 && random.nextInt(8) == 0;
      if (sentence && i < length - 1) {
        text.append('.');
        sinceEnd = 0;
      }
    }
    return text.append('.').toString();
  }
}

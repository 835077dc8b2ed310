package io.noetl.camel.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The schema of subscriptions says what their parser says. */
class SubscriptionSchemaTest {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(PlaybookSchema.ofSubscriptions());

  @Test
  void theKeysAreThoseOfTheParser() throws IOException {
    Set<String> spec = new TreeSet<>(SubscriptionParser.known(null));
    Set<String> sources = new TreeSet<>(Set.of("webhook", "execution"));
    for (String source : PullSourceParser.SOURCES) {
      assertThat(keys("/properties/spec/properties/" + source + "/properties"))
          .isEqualTo(PullSourceParser.KEYS.get(source));
      spec.addAll(PullSourceParser.keys(source));
      sources.add(source);
    }
    assertThat(keys("/properties/spec/properties")).isEqualTo(spec);
    Set<String> named = new TreeSet<>();
    tree()
        .at("/properties/spec/properties/source/enum")
        .forEach(source -> named.add(source.asText()));
    assertThat(named).isEqualTo(sources);
  }

  @Test
  void whatTheDocumentationShowsIsValid() throws IOException {
    String page = Files.readString(Path.of("docs/triggers.md"));
    Matcher block = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page);
    int found = 0;
    while (block.find()) {
      String text = block.group(1).replaceFirst("(?s)^.*\\n---\\n", "");
      String document =
          text.startsWith("spec:")
              ? "apiVersion: noetl.io/v2\nkind: Subscription\nmetadata: {name: n, path: t/n}\n"
                  + text
              : text;
      if (SubscriptionParser.isSubscription(document)) {
        found++;
        assertThat(SCHEMA.validate(document, InputFormat.YAML)).as(document).isEmpty();
        assertThat(SubscriptionParser.parse(document, "triggers.md").problems()).isEmpty();
      }
    }
    assertThat(found).isGreaterThan(5);
  }

  private static Set<String> keys(String pointer) throws IOException {
    Set<String> keys = new TreeSet<>();
    tree().at(pointer).fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static JsonNode tree() throws IOException {
    return new ObjectMapper().readTree(PlaybookSchema.ofSubscriptions());
  }
}

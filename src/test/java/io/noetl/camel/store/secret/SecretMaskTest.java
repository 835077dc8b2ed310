package io.noetl.camel.store.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  private static final String SECRET = "p\"a$s/w+o rd\\ü";

  private final SecretMask mask = new SecretMask(List.of(SECRET, "short", "another-secret"));

  @Test
  void aSecretIsHiddenWhereverItStands() {
    assertThat(mask.text("before " + SECRET + " after another-secret"))
        .isEqualTo("before *** after ***");
    assertThat(mask.text(SECRET + SECRET)).isEqualTo("******");
    assertThat(mask.text("nothing to hide here")).isEqualTo("nothing to hide here");
  }

  @Test
  void aSecretIsHiddenInTheFormsOfJsonAndUrls() {
    assertThat(mask.text(new Json().write(Map.of("k", SECRET)))).isEqualTo("{\"k\":\"***\"}");
    String url = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    assertThat(mask.text("q=" + url + "&x")).isEqualTo("q=***&x");
    assertThat(mask.text("q=" + url.replace("+", "%20"))).isEqualTo("q=***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "user:", "a longer text in front of it: "})
  void aSecretIsHiddenInBase64WhateverStandsBeforeIt(String before) {
    byte[] text = (before + SECRET + " and more").getBytes(StandardCharsets.UTF_8);
    String hidden = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));

    assertThat(mask.text(Base64.getEncoder().encodeToString(text)))
        .contains("***")
        .doesNotContain(hidden.substring(4, 16));
    assertThat(mask.text(Base64.getUrlEncoder().encodeToString(text))).contains("***");
  }

  @Test
  void valuesAreHiddenInListsMapsAndKeys() {
    assertThat(mask.value(Map.of("a", List.of(SECRET, 1L), SECRET, true)))
        .isEqualTo(Map.of("a", List.of("***", 1L), "***", true));
  }

  @Test
  void linesOfALongSecretAreHiddenOneByOne() {
    String key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END KEY-----";
    assertThat(new SecretMask(List.of(key)).text("> MIIEvQIBADANBgkqhkiG9w0BAQEFAASC <"))
        .isEqualTo("> *** <");
  }

  @Test
  void shortValuesAreLeftBecauseTheyTurnUpByChance() {
    assertThat(mask.text("a short text")).isEqualTo("a short text");
  }

  @Test
  void noneOfManySecretsIsLeftInALongText() {
    Random random = new Random(7);
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      secrets.add("canary-" + Long.toHexString(random.nextLong()));
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      text.append(random.nextBoolean() ? "filler canary- " : secrets.get(random.nextInt(500)));
    }
    String masked = new SecretMask(secrets).text(text.toString());

    assertThat(secrets).noneMatch(masked::contains);
  }
}

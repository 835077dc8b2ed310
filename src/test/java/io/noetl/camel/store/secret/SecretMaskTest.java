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

  @Test
  void aSecretIsHiddenAsNamesOfHostsAndVariablesAreWritten() {
    SecretMask hosts = new SecretMask(List.of("Plain-Word9"));
    assertThat(hosts.text("no address for plain-word9.invalid"))
        .isEqualTo("no address for ***.invalid");
    assertThat(hosts.text("set NOETL_SECRET_PLAIN_WORD9")).isEqualTo("set NOETL_SECRET_***");
    assertThat(hosts.text("PLAIN-WORD9")).isEqualTo("***");
  }

  /** Of p"a$s/w+o rd\ü. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "p\\\"a$s/w+o rd\\\\\\u00fc", // json.dumps
        "p\\\"a$s\\/w+o rd\\\\\\u00FC", // PHP
        "p\"a$s/w+o rd\\\\ü", // repr
        "p\"a$s/w+o rd\\\\\\xfc", // ascii
        "p\"a$s/w+o rd\\\\\\xc3\\xbc", // repr of bytes
        "p\"a$s/w+o rd\\\\\\303\\274", // bytea
        "p\\\\\\\"a$s/w+o rd\\\\\\\\\\\\u00fc", // json.dumps(json.dumps)
        // json.dumps four times
        "p\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\"a$s/w+o"
            + " rd\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\u00fc",
        // json.dumps(json.dumps(json.dumps))
        "p\\\\\\\\\\\\\\\"a$s/w+o rd\\\\\\\\\\\\\\\\\\\\\\\\u00fc",
        "p%22a$s/w+o%20rd%5C%C3%BC", // the http tool's query
        "p%22a%24s/w%2Bo%20rd%5c%c3%bc",
        "p%22a%24s%2Fw%2Bo+rd%5C%C3%BC", // a form
        "p%22a%24s%2Fw%2Bo%20rd%5C%FC", // Latin-1
        "p%2522a%2524s%252Fw%252Bo%2520rd%255C%25C3%25BC",
        "%70%22%61%24%73%2f%77%2b%6f%20%72%64%5c%c3%bc",
        "\\u0070\\u0022\\u0061\\u0024\\u0073\\u002f\\u0077\\u002b\\u006f\\u0020\\u0072\\u0064\\u005c\\u00fc",
        "p&quot;a$s/w+o rd\\&#252;",
        "p&#x22;a$s/w+o rd\\ü",
        "70226124732f772b6f2072645cc3bc",
        "70226124732F772B6F2072645CC3BC"
      })
  void aSecretIsHiddenBehindEscapesOfAllKinds(String written) {
    assertThat(mask.text("<" + written + "> another-secret")).isEqualTo("<***> ***");
    String json = new Json().write(Map.of("k", List.of("x" + written, 1)));
    assertThat(mask.json(json)).isEqualTo("{\"k\":[\"x***\",1]}");
  }

  @Test
  void charactersBeyondTheFirstPlaneAreHidden() {
    SecretMask wide = new SecretMask(List.of("pass-\ud83d\ude00-word"));
    for (String written :
        List.of(
            "pass-\\ud83d\\ude00-word",
            "pass-\\U0001f600-word",
            "pass-%F0%9F%98%80-word",
            "pass-&#128512;-word")) {
      assertThat(wide.text("(" + written + ")")).isEqualTo("(***)");
    }
  }

  @Test
  void aNumberIsHiddenAsAWholeHoweverItIsWritten() {
    SecretMask numbers = new SecretMask(List.of("4711081547", "0012345678"));

    assertThat(numbers.json("{\"a\":4711081547,\"b\":[4.711081547E9,4711081547.0],\"c\":12345678}"))
        .isEqualTo("{\"a\":\"***\",\"b\":[\"***\",\"***\"],\"c\":\"***\"}");
    assertThat(numbers.json("{\"id\":994711081547,\"n\":471108154.7}"))
        .isEqualTo("{\"id\":994711081547,\"n\":471108154.7}");
    assertThat(numbers.value(List.of(4711081547L, 12345678L, 7L)))
        .isEqualTo(List.of("***", "***", 7L));
    assertThat(numbers.text("pin=4711081547, id=47110815471")).isEqualTo("pin=***, id=47110815471");
    assertThat(numbers.json("{\"a\":1e999999999}")).isEqualTo("{\"a\":1e999999999}");
  }

  @Test
  void whatIsJsonStaysJson() {
    for (String secret :
        List.of("\",\"status\":\"", "nabcdefgh", ":true,\"a\"", "null,null", "\\\\\\\\\\\\\\\\")) {
      SecretMask odd = new SecretMask(List.of(secret));
      Map<String, Object> value =
          new java.util.LinkedHashMap<>(
              Map.of("x", "\nabcdefgh", "status", "a\\\\\\\\b", "t", List.of(true, false)));
      value.put("own", "1" + secret + "2");
      String masked = odd.json(new Json().write(value));

      assertThat(new Json().read(masked)).isEqualTo(odd.value(value));
    }
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

package io.noetl.camel.execution.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.playbook.CatalogPath;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path says what a playbook may do: whatever it is made of, it does not get it out of that. */
class ExecutionProfilesTest {
  private static final ExecutionProfiles PROFILES =
      new ExecutionProfiles(
          List.of("tenants/**", " one/* "), List.of("api.example.com:443"), Path.of("/scripts"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tenants/a",
        "tenants/a/b",
        "tenants/a\u2028b",
        "tenants/\u2029",
        "tenants/a\nb",
        "tenants/a\r",
        "tenants/a\u0085b",
        "tenants/",
        "one/b",
        // no paths: they match no glob, and are not trusted either
        "other/\u2028",
        "\u2028tenants/a",
        "/tenants/a",
        "./tenants/a",
        "tenants//a",
        "x/../tenants/a",
        " tenants/a",
        "tenants\u200b/a",
        "\uff54enants/a",
        "tenants\\a",
        "tenants%2Fa",
        "other/{{env:HOME}}",
        ""
      })
  void isRestricted(String path) {
    assertThat(PROFILES.of(path, false).restricted()).isTrue();
    assertThat(PROFILES.of(path, false).folder()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant/a", "one/b/c", "one", "a/tenants/b", "My flow/first-try_2.1"})
  void isTrusted(String path) {
    assertThat(PROFILES.of(path, false))
        .isEqualTo(new ExecutionProfile(false, HostRules.NONE, Path.of("/scripts")));
  }

  @Test
  void whatARestrictedExecutionStartsIsRestricted() {
    assertThat(PROFILES.of("tenant/a", true)).isEqualTo(PROFILES.of("tenants/a", false));
  }

  @Test
  void aRestrictedExecutionCallsTheListedHostsAndAnotherAll() {
    ExecutionProfile restricted = PROFILES.of("tenants/a", false);

    assertThat(restricted.mayCall("api.example.com", 443)).isTrue();
    assertThat(restricted.mayCall("API.example.com.", 443)).isTrue();
    assertThat(restricted.mayCall("api.example.com", 80)).isFalse();
    assertThat(restricted.mayCall("example.com", 443)).isFalse();
    assertThat(restricted.mayCall("127.0.0.1", 443)).isFalse();
    assertThat(PROFILES.of("a", false).mayCall("127.0.0.1", 80)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tenants/**", "tenants//**", "", "ten\u2028ants/*", "../**", "tenants/"})
  void aGlobThatTakesNoPathIsTold(String glob) {
    assertThatThrownBy(() -> new ExecutionProfiles(List.of(glob), List.of(), null))
        .hasMessageContaining("noetl.profile.restricted");
  }

  @Test
  void aPathHasOneSpelling() {
    assertThat(List.of("a", "a/b", "A.b-c_d/e f", "x".repeat(200), ".a", "a..b", "a/..b"))
        .allMatch(CatalogPath::isValid);
    assertThat(
            List.of(
                "",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/./b",
                "a/../b",
                "..",
                "a/..",
                " a",
                "a ",
                "a  b",
                "a\tb",
                "a\nb",
                "a\n",
                "a\u0000b",
                "a\u2028b",
                "é",
                "a:b",
                "a?b",
                "a#b",
                "a{b",
                "a%b",
                "a*",
                "a\\b",
                "a\"b",
                "x".repeat(201)))
        .noneMatch(CatalogPath::isValid);
  }

  @Test
  void aPathIsShownSoThatNothingInItHides() {
    assertThat(CatalogPath.shown("a\u2028b\u0000\u001b]52;c"))
        .isEqualTo("a\\u{2028}b\\u{0}\\u{1b}]52;c");
  }
}

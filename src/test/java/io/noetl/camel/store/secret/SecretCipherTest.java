package io.noetl.camel.store.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCipherTest {
  private static final String KEY = "b2xkIG1hc3RlciBrZXkgb2xkIG1hc3RlciBrZXkgb2w=";

  private final SecretCipher cipher =
      new SecretCipher(MasterKeys.parse(KEY, "the test"), new SecureRandom());

  @Test
  void theSameTextIsNeverSealedTwiceAlike() {
    String one = cipher.seal("a", "text");
    String other = cipher.seal("a", "text");

    assertThat(one).isNotEqualTo(other).startsWith("v1:");
    assertThat(cipher.open("a", one)).isEqualTo("text");
    assertThat(cipher.open("a", other)).isEqualTo("text");
  }

  @Test
  void oneChangedSignIsNoticed() {
    String text = cipher.seal("a", "text");
    for (int i = text.lastIndexOf(':') + 1; i < text.length() - 2; i++) {
      char flipped = text.charAt(i) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, i) + flipped + text.substring(i + 1);
      assertThatThrownBy(() -> cipher.open("a", changed))
          .isInstanceOf(SecretCipher.Undecipherable.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "v1:::", "v2:a:b:c", "v1:00000000:AAAA:AAAA", "v1:x:?:?"})
  void whatIsNoSealedTextIsRefused(String text) {
    assertThatThrownBy(() -> cipher.open("a", text))
        .isInstanceOf(SecretCipher.Undecipherable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n ", "c2hvcnQ=", "not base64 at all"})
  void aMasterKeyThatIsNoneIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> MasterKeys.parse(text, "the file"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the file");
  }

  @Test
  void aSecretFileIsMadeOnceAndForItsOwnerAlone(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("made/secret");
    AtomicInteger made = new AtomicInteger();
    SecretFile file = new SecretFile(path);

    assertThat(file.readOrCreate(() -> "value", made::incrementAndGet)).isEqualTo("value");
    assertThat(file.readOrCreate(() -> "another", made::incrementAndGet)).isEqualTo("value");
    assertThat(made).hasValue(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }
}

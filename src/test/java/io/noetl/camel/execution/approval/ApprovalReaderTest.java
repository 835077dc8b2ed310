package io.noetl.camel.execution.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What templates have made of an approval's fields is read again, now that it is known. */
class ApprovalReaderTest {

  @ParameterizedTest
  @CsvSource({"4h, 14400", "90, 90", "1d, 86400"})
  void howOftenOneIsRemindedIsKeptWithWhatIsAsked(String written, long seconds) throws Exception {
    ApprovalSpec spec = ApprovalReader.read(Map.of("title", "Load?", "remind", written));

    assertThat(spec.remind()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(spec.json()).containsEntry("remind", seconds);
    assertThat(ApprovalReader.read(spec.json())).isEqualTo(spec);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10s", "0", "often", "40000d"})
  void nobodyIsRemindedAllTheTime(String written) {
    assertThatThrownBy(() -> ApprovalReader.read(Map.of("title", "Load?", "remind", written)))
        .isInstanceOf(ApprovalReader.Unreadable.class)
        .hasMessage("remind is '%s' (expected: a duration of a minute or more, as 4h)", written);
  }

  @Test
  void anApprovalThatAnOlderServerHasWrittenRemindsNobody() throws Exception {
    Map<String, Object> older =
        new LinkedHashMap<>(ApprovalReader.read(Map.of("title", "Load?")).json());
    older.remove("remind");

    assertThat(ApprovalReader.read(older).remind()).isNull();
  }
}

package io.noetl.camel.component.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which objects a glob takes, and what has to be listed for it. */
class ObjectNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *.csv          | in/a.csv            | true
          *.csv          | in/d/a.csv          | false
          *.csv          | in/.a.csv           | false
          *.csv          | elsewhere/a.csv     | false
          *              | in/                 | false
          *              | in/d/               | false
          **.csv         | in/d/e/a.csv        | true
          **.csv         | in/a.csv            | true
          **.csv         | in/d/.e/a.csv       | false
          */*.csv        | in/d/a.csv          | true
          */*.csv        | in/a.csv            | false
          *.{csv,json}   | in/a.json           | true
          *.{csv,json}   | in/a.xml            | false
          a?c            | in/abc              | true
          a?c            | in/a/c              | false
          [a-c].csv      | in/b.csv            | true
          [!a-c].csv     | in/b.csv            | false
          a\\*.csv     | in/a*.csv           | true
          a+(1).csv      | in/a+(1).csv        | true
          """)
  void aNameIsTakenOrNot(String glob, String key, boolean taken) {
    assertThat(new ObjectNames("in/", glob.replace("\\\\", "\\")).takes(key)).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *.csv         | in/          | true
          2026-*.csv    | in/2026-     | true
          sub/*.csv     | in/sub/      | true
          **.csv        | in/          | false
          */a.csv       | in/          | false
          a.csv         | in/a.csv     | true
          """)
  void noMoreIsListedThanIsNeeded(String glob, String listed, boolean flat) {
    ObjectNames names = new ObjectNames("in/", glob);
    assertThat(names.listed()).isEqualTo(listed);
    assertThat(names.isFlat()).isEqualTo(flat);
  }

  @Test
  void whatIsNoGlobIsTold() {
    assertThatThrownBy(() -> new ObjectNames("", "a[b")).hasMessageContaining("without its ]");
    assertThatThrownBy(() -> new ObjectNames("", "a{b")).hasMessageContaining("is no glob");
  }
}

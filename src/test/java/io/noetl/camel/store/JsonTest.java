package io.noetl.camel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  private final Json json = new Json();

  @Test
  void wholeNumbersKeepTheirValue() {
    assertThat(json.read("[1, 9223372036854775807, 9223372036854775808, 1.5]"))
        .isEqualTo(List.of(1L, Long.MAX_VALUE, new BigInteger("9223372036854775808"), 1.5));
  }

  @Test
  void whatIsMalformedIsToldByItsPlaceAndNotByItsText() {
    assertThatThrownBy(() -> json.read("{\"password\": hunter2}"))
        .isInstanceOf(Json.Malformed.class)
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> json.read("{} {}")).isInstanceOf(Json.Malformed.class);
  }

  @Test
  void aClientSendsNoNumberThatKeepsTheServerBusy() {
    String number = "9".repeat(20_000);

    assertThat(json.read(number)).isEqualTo(new BigInteger(number));
    assertThatThrownBy(() -> json.readStrictly("{\"a\": " + number + "}"))
        .isInstanceOf(Json.Malformed.class)
        .hasMessageContaining("10000");
  }
}

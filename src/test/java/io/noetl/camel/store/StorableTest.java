package io.noetl.camel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever is written can be read again. */
class StorableTest {
  private final Json json = new Json();

  @Test
  void whatCanBeStoredStaysTheSameObject() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "ünï 😀 \u2028 \t");
    value.put("number", BigInteger.TEN.pow(998));
    value.put("none", null);
    value.put("list", List.of(1L, 2.5, true, Map.of("a", "b")));

    assertThat(Storable.checked(value)).isSameAs(value);
    assertThat(Storable.described(value)).isSameAs(value);
  }

  @Test
  void charactersThatNoColumnHoldsAreReplacedInTextsAndKeys() {
    assertThat(Storable.text("a\u0000b\ud800c\udc00\ud83d\ude00\ud83d"))
        .isEqualTo("a\ufffdb\ufffdc\ufffd😀\ufffd");
    assertThat(Storable.checked(Map.of("k\u0000", List.of("v\udfff"))))
        .isEqualTo(Map.of("k\ufffd", List.of("v\ufffd")));
    assertThat(json.writeColumn(Map.of("a", "\u0000\ud800"))).isEqualTo("{\"a\":\"\ufffd\ufffd\"}");
    assertThat(Storable.text("ab😀", 3)).isEqualTo("ab…");
  }

  @Test
  void aNumberThatNoReaderTakesIsRefusedOrDescribed() {
    for (Object number :
        List.of(
            BigInteger.TEN.pow(4000),
            BigInteger.TEN.pow(4000).negate(),
            new BigDecimal("1E+4000"),
            new BigDecimal("1E-4000"))) {
      assertThatThrownBy(() -> Storable.checked(List.of(number)))
          .isInstanceOf(Storable.Refused.class)
          .hasMessageContaining("digits (expected: at most 999 digits)");
      assertThat(json.read(json.writeColumn(List.of(number))))
          .asString()
          .contains("can't be stored");
    }
    Object most = BigInteger.TEN.pow(998);
    assertThat(json.read(json.writeColumn(most))).isEqualTo(most);
  }

  @Test
  void whatIsNestedTooDeepOrHoldsItselfIsRefusedOrDescribed() {
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      deep = new ArrayList<>(List.of(deep, Map.of("\u0000", "x")));
    }
    List<Object> nested = deep;
    Map<String, Object> itself = new LinkedHashMap<>();
    itself.put("me", itself);

    assertThatThrownBy(() -> Storable.checked(nested)).isInstanceOf(Storable.Refused.class);
    assertThatThrownBy(() -> Storable.checked(itself)).isInstanceOf(Storable.Refused.class);
    assertThat(json.read(json.writeColumn(nested))).isInstanceOf(List.class);
    assertThat(json.read(json.writeColumn(itself))).isInstanceOf(Map.class);
  }

  @Test
  void aTextOfAnySizeIsReadAgainOrRefused() {
    String big = "x".repeat(30_000_000);

    assertThat(json.read(json.writeColumn(Map.of("a", big)))).isEqualTo(Map.of("a", big));
    assertThatThrownBy(() -> Storable.checked(List.of(big, big, big)))
        .hasMessageContaining("characters");
  }

  @Test
  void notANumberAndInfinityAreTexts() {
    assertThat(json.read(json.writeColumn(List.of(Double.NaN, Double.POSITIVE_INFINITY))))
        .isEqualTo(List.of("NaN", "Infinity"));
  }

  @Test
  void aColumnThatCannotBeReadIsToldInItsPlace() {
    assertThat(json.readColumn("[" + "9".repeat(300_000) + "]")).asString().contains("unreadable");
    assertThat(json.readColumn("{")).asString().contains("unreadable");
    assertThat(json.readColumn("[".repeat(2000) + "]".repeat(2000)))
        .asString()
        .contains("unreadable");
    assertThat(json.readColumn(null)).isNull();
  }
}

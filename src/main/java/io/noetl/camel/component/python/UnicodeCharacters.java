package io.noetl.camel.component.python;

import java.util.Locale;
import java.util.stream.Collectors;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.shadowed.com.ibm.icu.lang.UCharacter;
import org.graalvm.shadowed.com.ibm.icu.lang.UProperty;
import org.graalvm.shadowed.com.ibm.icu.text.Normalizer2;
import org.graalvm.shadowed.com.ibm.icu.util.VersionInfo;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code unicodedata} that GraalPy has as native code only, over the same tables (ICU)
 * that it uses itself. Of code points; names are those of the Unicode standard.
 */
public final class UnicodeCharacters {
  /** {@code ucd_3_2_0} knows no character that is newer. */
  private static final VersionInfo OLD = VersionInfo.getInstance(3, 2);

  UnicodeCharacters() {}

  /** The code point of a name, or -1. */
  @HostAccess.Export
  public int named(String name) {
    int found = UCharacter.getCharFromName(name);
    return found >= 0 ? found : UCharacter.getCharFromNameAlias(name);
  }

  @HostAccess.Export
  public int combining(int point) {
    return UCharacter.getCombiningClass(point);
  }

  @HostAccess.Export
  public String eastAsianWidth(int point) {
    return UCharacter.getPropertyValueName(
        UProperty.EAST_ASIAN_WIDTH,
        UCharacter.getIntPropertyValue(point, UProperty.EAST_ASIAN_WIDTH),
        UProperty.NameChoice.SHORT);
  }

  @HostAccess.Export
  public boolean mirrored(int point) {
    return UCharacter.isMirrored(point);
  }

  /** 0: no number; 1: a decimal digit; 2: another digit; 3: another number. */
  @HostAccess.Export
  public int numericType(int point) {
    return UCharacter.getIntPropertyValue(point, UProperty.NUMERIC_TYPE);
  }

  @HostAccess.Export
  public double numericValue(int point) {
    return UCharacter.getUnicodeNumericValue(point);
  }

  @HostAccess.Export
  public boolean isOld(int point) {
    return UCharacter.getAge(point).compareTo(OLD) <= 0;
  }

  /** What the character is made of, as the standard's table has it: {@code <compat> 0066 0069}. */
  @HostAccess.Export
  public String decomposition(int point) {
    String parts = parts(point);
    if (parts == null) {
      return "";
    }
    String type =
        UCharacter.getPropertyValueName(
            UProperty.DECOMPOSITION_TYPE,
            UCharacter.getIntPropertyValue(point, UProperty.DECOMPOSITION_TYPE),
            UProperty.NameChoice.LONG);
    String tag = type.equalsIgnoreCase("nobreak") ? "noBreak" : type.toLowerCase(Locale.ROOT);
    String points = parts.codePoints().mapToObj("%04X"::formatted).collect(Collectors.joining(" "));
    return type.equalsIgnoreCase("canonical") ? points : "<" + tag + "> " + points;
  }

  private static @Nullable String parts(int point) {
    boolean hangul = point >= 0xAC00 && point <= 0xD7A3;
    return hangul ? null : Normalizer2.getNFKCInstance().getRawDecomposition(point);
  }
}

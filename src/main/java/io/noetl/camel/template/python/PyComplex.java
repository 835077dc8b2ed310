package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import org.jspecify.annotations.Nullable;

/**
 * A complex number, which a root of a negative number is. It can be printed and compared only.
 *
 * @param real the real part
 * @param imaginary the imaginary part
 */
record PyComplex(double real, double imaginary) implements PyObject {

  static PyComplex power(double base, double exponent) {
    double length = Math.pow(Math.abs(base), exponent);
    double angle = Math.PI * exponent;
    return new PyComplex(length * Math.cos(angle), length * Math.sin(angle));
  }

  @Override
  public String typeName() {
    return "complex";
  }

  @Override
  public String repr() {
    String imaginaryText = part(imaginary) + "j";
    if (real == 0 && 1 / real > 0) {
      return imaginaryText;
    }
    String sign = imaginaryText.startsWith("-") ? "" : "+";
    return "(" + part(real) + sign + imaginaryText + ")";
  }

  private static String part(double value) {
    String text = FloatText.of(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "real" -> real;
      case "imag" -> imaginary;
      default -> Names.MISSING;
    };
  }

  @Override
  public boolean equalTo(@Nullable Object other) {
    return equals(other);
  }
}

package io.noetl.camel.template.python;

/** The methods of {@code str} about upper and lower case. */
final class StrCaseMethods {
  private StrCaseMethods() {}

  static void addTo(MethodTable table) {
    StrMethods.add(table, "capitalize()", (s, a, m) -> Case.capitalize(s));
    StrMethods.add(table, "casefold()", (s, a, m) -> Case.fold(s));
    StrMethods.add(table, "lower()", (s, a, m) -> Case.lower(s));
    StrMethods.add(table, "upper()", (s, a, m) -> Case.upper(s));
    StrMethods.add(table, "title()", (s, a, m) -> Case.title(s));
    StrMethods.add(table, "swapcase()", (s, a, m) -> Case.swap(s));
    StrMethods.add(table, "islower()", (s, a, m) -> Case.isLower(s));
    StrMethods.add(table, "isupper()", (s, a, m) -> Case.isUpper(s));
    StrMethods.add(table, "istitle()", (s, a, m) -> Case.isTitle(s));
  }
}

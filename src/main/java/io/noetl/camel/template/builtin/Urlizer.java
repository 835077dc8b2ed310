package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.Html;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.Ordering;
import io.noetl.camel.template.python.Text;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes links of the addresses in an escaped text.
 *
 * @param limit how many characters of an address are shown; null for all
 * @param rel the links' {@code rel}
 * @param target the links' {@code target}, or empty
 * @param schemes beginnings of addresses beyond {@code http}, {@code www.} and {@code mailto:}
 */
record Urlizer(
    @Nullable Object limit, String rel, String target, List<String> schemes, Meter meter) {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS;

  /** A name has 127 parts at most; a pattern without a bound needs a stack as deep as the text. */
  private static final Pattern HTTP =
      Pattern.compile(
          "((https?://|www\\.)(([\\w%-]+\\.){1,127})?([a-z]{2,63}|xn--[\\w%]{2,59})"
              + "|([\\w%-]{2,63}\\.){1,127}(com|net|int|edu|gov|org|info|mil)"
              + "|(https?://)((([\\d]{1,3})(\\.[\\d]{1,3}){3})"
              + "|(\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}\\])))"
              + "(?::[\\d]{1,5})?(?:[/?#]\\S*)?\\n?",
          FLAGS);

  private static final Pattern EMAIL =
      Pattern.compile("\\S+@\\w[\\w.-]*\\.\\w+\\n?", Pattern.UNICODE_CHARACTER_CLASS);
  private static final List<String> HEAD = List.of("(", "<", "&lt;");
  private static final List<String> TAIL = List.of(")", ">", ".", ",", "\n", "&gt;");
  private static final Pattern WORD = Pattern.compile("\\s+|\\S+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final String[][] BRACKETS = {{"(", ")"}, {"<", ">"}, {"&lt;", "&gt;"}};

  String link(String text) {
    StringBuilder out = new StringBuilder();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      out.append(linkWord(words.group()));
      meter.text(out.length());
    }
    return out.toString();
  }

  private String linkWord(String word) {
    String head = word.substring(0, headLength(word));
    int end = tailStart(word, head.length());
    String middle = word.substring(head.length(), end);
    String tail = word.substring(end);
    for (String[] pair : BRACKETS) {
      int missing = count(middle, pair[0]);
      if (missing > count(middle, pair[1])) {
        for (int i = Math.min(missing, count(tail, pair[1])); i > 0; i--) {
          int closing = tail.indexOf(pair[1]) + pair[1].length();
          middle += tail.substring(0, closing);
          tail = tail.substring(closing);
        }
      }
    }
    return head + linkAddress(middle) + tail;
  }

  private static int headLength(String word) {
    int at = 0;
    while (true) {
      int from = at;
      int length =
          HEAD.stream().filter(part -> word.startsWith(part, from)).mapToInt(String::length).sum();
      if (length == 0) {
        return at;
      }
      at += length;
    }
  }

  private static int tailStart(String word, int least) {
    int at = word.length();
    while (true) {
      int to = at;
      int length =
          TAIL.stream()
              .filter(
                  part -> to - part.length() >= least && word.startsWith(part, to - part.length()))
              .mapToInt(String::length)
              .sum();
      if (length == 0) {
        return at;
      }
      at -= length;
    }
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private String linkAddress(String address) {
    if (HTTP.matcher(address).matches()) {
      boolean scheme = address.startsWith("https://") || address.startsWith("http://");
      return anchor((scheme ? "" : "https://") + address, shown(address));
    }
    if (address.startsWith("mailto:") && EMAIL.matcher(address.substring(7)).matches()) {
      return "<a href=\"" + address + "\">" + address.substring(7) + "</a>";
    }
    boolean mail =
        address.contains("@")
            && !address.startsWith("www.")
            && !address.startsWith("@")
            && !address.contains(":");
    if (mail && EMAIL.matcher(address).matches()) {
      return "<a href=\"mailto:" + address + "\">" + address + "</a>";
    }
    String linked = address;
    if (!mail || !EMAIL.matcher(address).matches()) {
      for (String scheme : schemes) {
        if (!linked.equals(scheme) && linked.startsWith(scheme)) {
          linked = anchor(linked, linked);
        }
      }
    }
    return linked;
  }

  private String anchor(String address, String text) {
    String relation = " rel=\"" + Html.escape(rel).text() + "\"";
    String where = target.isEmpty() ? "" : " target=\"" + Html.escape(target).text() + "\"";
    return "<a href=\"" + address + "\"" + relation + where + ">" + text + "</a>";
  }

  private String shown(String address) {
    if (limit == null || !Ordering.GREATER.holds((long) Text.length(address), limit)) {
      return address;
    }
    int most = Numbers.index(limit);
    int length = Text.length(address);
    return Text.part(address, 0, most < 0 ? Math.max(0, length + most) : most) + "...";
  }
}

package io.noetl.camel.tool.http;

import java.util.regex.Pattern;

/** What of an address may be shown: neither a user and password nor values that look secret. */
final class Redaction {

  private static final Pattern USER = Pattern.compile("://[^/?#@]*@");
  private static final Pattern SECRET =
      Pattern.compile(
          "([?&][^=&#]*(?:key|token|secret|passw|pwd|sig|auth|credential|code)[^=&#]*=)[^&#]*",
          Pattern.CASE_INSENSITIVE);

  private Redaction() {}

  /** The address with {@code ***} for what is secret. */
  static String url(String url) {
    return SECRET.matcher(USER.matcher(url).replaceAll("://")).replaceAll("$1***");
  }
}

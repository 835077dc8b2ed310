package io.noetl.camel.tool.http;

import io.noetl.camel.execution.profile.ExecutionProfile;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Redirects, but never with a secret to another host, nor to one that the playbook may not call:
 * then the 3xx is the answer.
 */
final class SafeRedirects extends DefaultRedirectStrategy {

  private static final Pattern SECRET =
      Pattern.compile("(?i)(?!idempotency-key$).*(auth|key|token|secret|cookie|passw).*");

  private final ExecutionProfile profile;

  SafeRedirects(ExecutionProfile profile) {
    this.profile = profile;
  }

  @Override
  public boolean isRedirectAllowed(
      HttpHost from, HttpHost to, HttpRequest redirect, HttpContext context) {
    if (from.equals(to)) {
      return true;
    }
    if (!profile.mayCall(to.getHostName(), Ports.of(to.getPort(), to.getSchemeName()))) {
      return false;
    }
    for (Iterator<Header> it = redirect.headerIterator(); it.hasNext(); ) {
      if (SECRET.matcher(it.next().getName()).matches()) {
        return false;
      }
    }
    return super.isRedirectAllowed(from, to, redirect, context);
  }
}

package io.noetl.camel.tool.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Gives response bodies that can be given up: closing a body otherwise reads it to its end, however
 * long that is.
 */
final class AbortableBodies implements ExecChainHandler {

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      response.setEntity(
          new HttpEntityWrapper(entity) {
            @Override
            public InputStream getContent() throws IOException {
              return new Body(super.getContent(), scope);
            }
          });
    }
    return response;
  }

  /** A body with its connection. */
  static final class Body extends FilterInputStream {

    private final ExecChain.Scope scope;
    private boolean ended;

    private Body(InputStream in, ExecChain.Scope scope) {
      super(in);
      this.scope = scope;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      ended |= read < 0;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      ended |= read < 0;
      return read;
    }

    /** Closes the connection if there is a rest that nobody wants. */
    void abandon() {
      if (!ended) {
        scope.execRuntime.discardEndpoint();
      }
    }
  }
}

package io.noetl.camel.api.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.Reader;

/** A request whose body was read before. */
final class BodilessRequest extends HttpServletRequestWrapper {
  BodilessRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public int getContentLength() {
    return 0;
  }

  @Override
  public long getContentLengthLong() {
    return 0;
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(Reader.nullReader());
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Empty();
  }

  private static final class Empty extends ServletInputStream {
    @Override
    public int read() {
      return -1;
    }

    @Override
    public boolean isFinished() {
      return true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("The body was read before");
    }
  }
}

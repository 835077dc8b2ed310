package io.noetl.camel.tool.nats;

import io.noetl.camel.tool.TrustedAuthorities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS to a server that is reached by way of another address: its certificate has to be for its own
 * name, which NATS's client would not check by itself.
 */
final class NamedTls extends SSLContext {

  private NamedTls(SSLContext plain, String host) {
    super(new Spi(plain, host), plain.getProvider(), plain.getProtocol());
  }

  /**
   * TLS that trusts the certificates of a PEM text, or those that Java knows.
   *
   * @param authority null for those that Java knows
   */
  static NamedTls trusting(@Nullable String authority, String host)
      throws GeneralSecurityException, IOException {
    SSLContext plain = SSLContext.getInstance("TLS");
    TrustManager[] trusted = authority == null ? null : TrustedAuthorities.of(authority);
    plain.init(null, trusted, null);
    return new NamedTls(plain, host);
  }

  private static final class Spi extends SSLContextSpi {
    private final SSLContext plain;
    private final String host;

    Spi(SSLContext plain, String host) {
      this.plain = plain;
      this.host = host;
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new Sockets(plain.getSocketFactory(), host);
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys, TrustManager @Nullable [] trusted, @Nullable SecureRandom any)
        throws KeyManagementException {
      plain.init(keys, trusted, any);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return plain.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return plain.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String peer, int port) {
      return plain.createSSLEngine(peer, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return plain.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return plain.getClientSessionContext();
    }
  }

  /** Sockets over connections that are there. */
  private static final class Sockets extends SSLSocketFactory {
    private final SSLSocketFactory plain;
    private final String host;

    Sockets(SSLSocketFactory plain, String host) {
      this.plain = plain;
      this.host = host;
    }

    @Override
    public Socket createSocket(Socket below, String address, int port, boolean close)
        throws IOException {
      SSLSocket socket = (SSLSocket) plain.createSocket(below, host, port, close);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return plain.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return plain.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String address, int port) throws IOException {
      throw anew();
    }

    @Override
    public Socket createSocket(String address, int port, InetAddress local, int localPort)
        throws IOException {
      throw anew();
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
      throw anew();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
        throws IOException {
      throw anew();
    }

    private static IOException anew() {
      return new IOException("connections are opened by who asks the guard");
    }
  }
}

package io.noetl.camel.tool.http;

import io.noetl.camel.tool.ToolFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/** How TLS is spoken for a step's options. */
final class TlsContexts {

  private static final char[] NO_PASSWORD = {};

  private TlsContexts() {}

  static TlsSocketStrategy strategy(HttpOptions options) throws ToolFailure {
    return new DefaultClientTlsStrategy(
        context(options),
        options.verify() ? new DefaultHostnameVerifier() : NoopHostnameVerifier.INSTANCE);
  }

  private static SSLContext context(HttpOptions options) throws ToolFailure {
    try {
      SSLContextBuilder builder = SSLContextBuilder.create();
      if (!options.verify()) {
        builder.loadTrustMaterial(TrustAllStrategy.INSTANCE);
      } else if (options.ca() != null) {
        builder.loadTrustMaterial(store(certificates(options.ca())), null);
      }
      if (options.certificate() != null && options.key() != null) {
        KeyStore store = emptyStore();
        Certificate[] chain = certificates(options.certificate()).toArray(Certificate[]::new);
        String algorithm = chain[0].getPublicKey().getAlgorithm();
        store.setKeyEntry("client", key(options.key(), algorithm), NO_PASSWORD, chain);
        builder.loadKeyMaterial(store, NO_PASSWORD);
      }
      return builder.build();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new ToolFailure(
          "TL0201",
          "ConfigError",
          "tls: %s (expected: ca and cert as PEM certificates, key as PEM of PKCS 8)"
              .formatted(e.getMessage()));
    }
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
  }

  private static PrivateKey key(String pem, String algorithm) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
    byte[] der = Base64.getMimeDecoder().decode(base64);
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static KeyStore store(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int i = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca-" + i++, certificate);
    }
    return store;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}

package io.noetl.camel.tool.credential;

import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** RSA keys in PEM of PKCS 8. */
public final class PrivateKeys {

  private PrivateKeys() {}

  /**
   * Reads a key.
   *
   * @param passphrase opens an encrypted key; null for a plain one
   */
  public static PrivateKey read(String pem, @Nullable String passphrase) throws ToolFailure {
    try {
      String base64 = pem.replace("\\n", "\n").replaceAll("-----[A-Z ]+-----", "");
      byte[] der = Base64.getMimeDecoder().decode(base64);
      PKCS8EncodedKeySpec spec =
          passphrase == null ? new PKCS8EncodedKeySpec(der) : decrypted(der, passphrase);
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new ToolFailure(
          "TL0703",
          "ConfigError",
          "private key: cannot be read (expected: RSA in PEM, '-----BEGIN PRIVATE KEY-----', or"
              + " encrypted with its passphrase)");
    }
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] der, String passphrase)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
    String algorithm =
        info.getAlgParameters() == null ? info.getAlgName() : info.getAlgParameters().toString();
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(passphrase.toCharArray())),
        info.getAlgParameters());
    return info.getKeySpec(cipher);
  }
}

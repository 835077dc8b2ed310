package io.noetl.camel.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param mode open trusts every caller as an administrator, locked trusts none without a key or
 *     token; auto is open where only this machine can reach the server
 * @param adminKey an administrator's key, for the first one; made in the data folder where neither
 *     it nor an identity provider is given
 * @param adminKeyFile a file with that key, where it is not to stand in the environment
 * @param callsPerMinute for each caller; 0 for no limit
 * @param failuresPerMinute how often an address without a good key is told so; then it is told to
 *     wait; 0 for no limit
 * @param jwt the identity provider
 * @param login where people sign in beside the form
 */
@ConfigurationProperties("noetl.access")
public record AccessProperties(
    @DefaultValue("auto") Mode mode,
    @Nullable String adminKey,
    @Nullable Path adminKeyFile,
    @DefaultValue("0") int callsPerMinute,
    @DefaultValue("60") int failuresPerMinute,
    @DefaultValue Jwt jwt,
    @DefaultValue Login login) {

  /** Whom the server trusts. */
  public enum Mode {
    AUTO,
    OPEN,
    LOCKED;

    /** Whether a server that listens on this address trusts every caller. */
    public boolean open(String address) {
      return this == OPEN || (this == AUTO && isLocal(address));
    }
  }

  /** Whether a server that listens on this address trusts every caller. */
  public boolean open(String address) {
    return mode.open(address);
  }

  /** Whether only programs of this machine can reach a server that listens on this address. */
  static boolean isLocal(String address) {
    try {
      return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The mode that the environment or a property of the process sets, before all files are read. */
  public static Mode mode(Map<String, String> environment) {
    String set =
        System.getProperty(
            "noetl.access.mode", environment.getOrDefault("NOETL_ACCESS_MODE", "auto"));
    return Mode.valueOf(set.strip().toUpperCase(Locale.ROOT));
  }

  /**
   * An OpenID Connect identity provider.
   *
   * @param issuer its address, where its configuration is found; null for none
   * @param keySet the address of its public keys, where the issuer has no configuration
   * @param keyFile a file with its public key in PEM, where it can't be reached
   * @param audience what a token must be meant for
   * @param roleClaim where a token names roles, members of objects by dots
   */
  public record Jwt(
      @Nullable String issuer,
      @Nullable String keySet,
      @Nullable Path keyFile,
      @DefaultValue("noetl") String audience,
      @DefaultValue("roles") String roleClaim) {

    /** Whether there is an identity provider. */
    boolean configured() {
      return issuer != null || keySet != null || keyFile != null;
    }
  }

  /**
   * An OpenID Connect provider at which people sign in.
   *
   * @param issuer its address, where its configuration is found; null for none
   * @param clientId what the provider knows this server as
   * @param clientSecret what this server shows the provider; none for a public client
   * @param clientSecretFile a file with that secret, where it is not to stand in the environment
   * @param name what the button says
   * @param scopes what is asked for; openid among them
   * @param session how long one who has signed in stays so
   */
  public record Login(
      @Nullable String issuer,
      @Nullable String clientId,
      @Nullable String clientSecret,
      @Nullable Path clientSecretFile,
      @DefaultValue("OpenID Connect") String name,
      @DefaultValue({"openid", "profile"}) List<String> scopes,
      @DefaultValue("8h") Duration session) {

    /** Whether people sign in there. */
    boolean configured() {
      return issuer != null;
    }

    @Override
    public String toString() {
      return "Login[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
  }

  @Override
  public String toString() {
    return "AccessProperties[mode=" + mode + ", jwt=" + jwt + ", login=" + login + "]";
  }
}

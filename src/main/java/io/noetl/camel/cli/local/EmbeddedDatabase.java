package io.noetl.camel.cli.local;

import io.noetl.camel.cli.CommandFailed;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A real PostgreSQL as a child process, with a data folder that lasts: what was committed is there
 * at the next start, whatever became of this process. Database {@value #DATABASE}, user {@value
 * #USER}; the password is {@value #USER} too where the server trusts its machine, else a random
 * one.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  /** The database. */
  public static final String DATABASE = "demo_noetl";

  /** Its owner, who is no superuser. */
  public static final String USER = "demo";

  private static final Duration STARTUP = Duration.ofMinutes(2);

  private final EmbeddedPostgres postgres;
  private final String password;

  private EmbeddedDatabase(EmbeddedPostgres postgres, String password) {
    this.postgres = postgres;
    this.password = password;
  }

  /**
   * Starts it.
   *
   * @param folder the data folder, held by this process
   * @param binaries where PostgreSQL's programs are unpacked, once
   * @param port where it listens on 127.0.0.1, free
   * @param open whether every program of this machine may log in, with the password that all know
   * @throws CommandFailed when PostgreSQL does not start
   */
  static EmbeddedDatabase start(Path folder, Path binaries, int port, boolean open) {
    Path log = folder.resolveSibling("postgres.log");
    EmbeddedRoles roles = EmbeddedRoles.of(folder);
    try {
      Files.createDirectories(binaries);
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setOverrideWorkingDirectory(binaries.toFile())
              .setDataDirectoryCustomizer(made -> roles.writeAccess())
              .setConnectConfig("password", roles.superuserPassword())
              .setPort(port)
              .setPGStartupWait(STARTUP)
              .setErrorRedirector(Redirect.appendTo(log.toFile()))
              .setOutputRedirector(Redirect.appendTo(log.toFile()))
              // The same order and the same letters on every machine.
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "")
              // The library's defaults are for tests that may lose their data.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .start();
      return new EmbeddedDatabase(postgres, roles.provide(postgres, open));
    } catch (IOException | IllegalStateException | SQLException e) {
      throw new CommandFailed(
          ("The embedded PostgreSQL in %s does not start: %s. Its log is %s. As root it needs user"
               + " namespaces (unshare -U); or run as another user, or set NOETL_DATABASE_URL to a"
               + " PostgreSQL of your own.")
              .formatted(folder, e.getMessage(), log));
    }
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return postgres.getPort();
  }

  /** Whether its password is the one that all know. */
  boolean isOpen() {
    return password.equals(USER);
  }

  /** How the server reaches it. */
  public DatabaseAddress address() {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), DATABASE), USER, password);
  }

  /** Stops it: open sessions are ended, what is committed is written out. */
  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

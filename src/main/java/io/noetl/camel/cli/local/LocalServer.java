package io.noetl.camel.cli.local;

import io.noetl.camel.app.AccessProperties;
import io.noetl.camel.app.NoetlCamelApplication;
import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.Session;
import io.noetl.camel.store.secret.CredentialStore;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** The server in this process, with the database that it brings along or is given. */
public final class LocalServer implements AutoCloseable {
  /** The embedded database's port where nothing else is asked for; the playbooks name it. */
  public static final String USUAL_DATABASE_PORT = "54321";

  private final LocalSettings settings;
  private final DataFolder folder;
  private final Optional<EmbeddedDatabase> database;
  private final ConfigurableApplicationContext application;

  private LocalServer(
      LocalSettings settings,
      DataFolder folder,
      Optional<EmbeddedDatabase> database,
      ConfigurableApplicationContext application) {
    this.settings = settings;
    this.folder = folder;
    this.database = database;
    this.application = application;
  }

  /**
   * Starts database and application; returns when requests are served. They stop when the process
   * is told to, or by {@link #close}.
   *
   * @throws CommandFailed when a port or the folder is taken, or the database does not start or
   *     can't be reached
   */
  public static LocalServer start(Session session, LocalSettings settings) {
    return start(session, settings, database -> {});
  }

  /**
   * Starts as {@link #start(Session, LocalSettings)} does, with a check between database and
   * application.
   *
   * @param check throws {@link CommandFailed} where the application need not start
   */
  public static LocalServer start(
      Session session, LocalSettings settings, Consumer<DatabaseAddress> check) {
    if (settings.port() != 0 && !Ports.free(settings.host(), settings.port())) {
      throw new CommandFailed(
          "Port %d on %s is taken, maybe by another server. Stop it, or choose another: --port N (0 = a free one)."
              .formatted(settings.port(), settings.host()));
    }
    Optional<DatabaseAddress> configured = DatabaseAddress.configured(session.environment());
    configured.ifPresent(DatabaseCheck::reached);
    try (StartBroken broken = StartBroken.watch(session.console())) {
      return start(session, settings, check, configured, broken);
    }
  }

  private static LocalServer start(
      Session session,
      LocalSettings settings,
      Consumer<DatabaseAddress> check,
      Optional<DatabaseAddress> configured,
      StartBroken broken) {
    new Provisions(session).fetch();
    // Until the application has set up its logging, nothing is logged.
    LoggingSystem.get(LocalServer.class.getClassLoader()).beforeInitialize();
    DataFolder folder = DataFolder.take(settings.data());
    Optional<EmbeddedDatabase> embedded =
        configured.isPresent()
            ? Optional.empty()
            : Optional.of(broken.start(() -> embedded(session, settings, folder)));
    // After the application, which may still be writing when the process is told to stop.
    closeAtTheEnd(embedded);
    broken.handedOver();
    DatabaseAddress address = configured.orElseGet(() -> embedded.orElseThrow().address());
    try {
      check.accept(address);
    } catch (CommandFailed e) {
      embedded.ifPresent(EmbeddedDatabase::close);
      folder.close();
      throw e;
    }
    progress(session, "starting the server");
    ConfigurableApplicationContext application =
        new ApplicationStart(settings, address, embedded.isPresent())
            .run(NoetlCamelApplication.class, broken);
    LocalCredential credential = new LocalCredential(application.getBean(CredentialStore.class));
    embedded.ifPresent(made -> provide(credential, made, application, settings));
    LocalServer server = new LocalServer(settings, folder, embedded, application);
    folder.holder("process %d (%s)".formatted(ProcessHandle.current().pid(), server.url()));
    return server;
  }

  private static void closeAtTheEnd(Optional<EmbeddedDatabase> database) {
    try {
      SpringApplication.getShutdownHandlers()
          .add(() -> database.ifPresent(EmbeddedDatabase::close));
    } catch (IllegalStateException e) {
      StartBroken.endIfStopping();
      throw e;
    }
  }

  private static void provide(
      LocalCredential credential,
      EmbeddedDatabase database,
      ConfigurableApplicationContext application,
      LocalSettings settings) {
    boolean open = application.getBean(AccessProperties.class).open(settings.host());
    if (database.isOpen() && !open) {
      application.close();
      database.close();
      throw new CommandFailed(
          "noetl.access.mode is locked in a file that is read after the embedded database has"
              + " started, which trusts this machine: set NOETL_ACCESS_MODE=locked, or another"
              + " database.");
    }
    if (database.isOpen()) {
      credential.pointTo(database);
    } else {
      credential.remove();
    }
  }

  private static EmbeddedDatabase embedded(
      Session session, LocalSettings settings, DataFolder folder) {
    Orphan.stop(folder.resolve("postgres"));
    boolean there = Files.isRegularFile(folder.resolve("postgres").resolve("PG_VERSION"));
    progress(
        session,
        there ? "starting the database" : "making the database in " + settings.data() + " (once)");
    return EmbeddedDatabase.start(
        folder.resolve("postgres"),
        session.home().resolve("postgres"),
        databasePort(settings),
        AccessProperties.mode(session.environment()).open(settings.host()));
  }

  private static void progress(Session session, String what) {
    session.console().say(session.console().style().faint(what + " …"));
  }

  private static int databasePort(LocalSettings settings) {
    Integer asked = settings.databasePort();
    int port = asked == null ? Integer.parseInt(USUAL_DATABASE_PORT) : asked;
    if (port == 0) {
      return Ports.free();
    }
    if (Ports.free("127.0.0.1", port)) {
      return port;
    }
    if (asked == null && settings.quiet()) {
      return Ports.free();
    }
    throw new CommandFailed(
        "Port %d on 127.0.0.1, for the embedded PostgreSQL, is taken. Stop what listens there, or choose another: --database-port N (0 = a free one)."
            .formatted(port));
  }

  /** Where the API is. */
  public URI url() {
    String host = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
    String port = application.getEnvironment().getRequiredProperty("local.server.port");
    return URI.create("http://%s:%s".formatted(host, port));
  }

  /** Where the samples are that stand in for public services. */
  public String samples() {
    return url() + "/samples";
  }

  /** The embedded database's port; empty where the database is a configured one. */
  public OptionalInt databasePort() {
    return database.isPresent() ? OptionalInt.of(database.get().port()) : OptionalInt.empty();
  }

  /** One line for the person who started it. */
  public String urls() {
    String where =
        database
            .map(
                embedded ->
                    "postgresql://%s@127.0.0.1:%d/%s"
                        .formatted(
                            EmbeddedDatabase.USER, embedded.port(), EmbeddedDatabase.DATABASE))
            .orElse("configured database");
    return "noetl-camel is ready: API %s/api  console %s/ui  database %s"
        .formatted(url(), url(), where);
  }

  @Override
  public void close() {
    application.close();
    database.ifPresent(EmbeddedDatabase::close);
    folder.close();
  }
}

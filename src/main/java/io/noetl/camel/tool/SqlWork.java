package io.noetl.camel.tool;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks of a database, for those who watch calls: the tool writes it while it runs, and
 * it is read once the call has ended.
 */
public final class SqlWork {
  private final boolean watched;
  private final Queue<Ran> statements = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Place place;

  private SqlWork(boolean watched) {
    this.watched = watched;
  }

  /**
   * The work of one call.
   *
   * @param watched whether anybody reads it; else nothing is kept
   */
  public static SqlWork of(boolean watched) {
    return new SqlWork(watched);
  }

  /**
   * A database, in the terms of OpenTelemetry's conventions.
   *
   * @param system {@code db.system.name}
   * @param host its server; null where it has none or several
   * @param port the server's port; 0 where there is none
   * @param namespace the database's name within the server; null where it has none
   */
  public record Place(String system, @Nullable String host, int port, @Nullable String namespace) {}

  /**
   * A statement that has ended.
   *
   * @param operation its first word: SELECT, INSERT, …
   * @param text as the playbook has it, without its parameters' values
   * @param begun when it began, by {@link System#nanoTime}
   * @param ended when it ended
   * @param failure what it failed with; null where it did not
   */
  public record Ran(
      String operation, String text, long begun, long ended, @Nullable Failure failure) {}

  /**
   * What a statement has failed with.
   *
   * @param type the error's type
   * @param message what the database says
   * @param state the SQLSTATE; null where the database gives none
   */
  public record Failure(String type, String message, @Nullable String state) {}

  /** Says which database the call works on. */
  public void at(Place at) {
    if (watched) {
      place = at;
    }
  }

  /**
   * Says that a statement has ended now.
   *
   * @param text is asked for where somebody reads it
   */
  public void ran(String operation, Supplier<String> text, long begun, @Nullable Failure failure) {
    if (watched) {
      statements.add(new Ran(operation, text.get(), begun, System.nanoTime(), failure));
    }
  }

  /** The database; null where the call has got to none. */
  public @Nullable Place place() {
    return place;
  }

  /** The statements that have ended, in order. */
  public List<Ran> statements() {
    return List.copyOf(statements);
  }
}

package io.noetl.camel.store.event;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SecretCipher;
import io.noetl.camel.store.secret.SecretMask;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hides secrets in what the log shows, and keeps what it hid, encrypted beside it: an execution
 * that another replica goes on with needs the values as they were. Thread-safe.
 */
public final class SealedEvents {
  private static final String COLUMNS = "columns";
  private static final String HIDDEN = "hidden";

  private final KnownSecrets secrets;
  private final SecretCipher cipher;
  private final Json json;

  public SealedEvents(KnownSecrets secrets, SecretCipher cipher, Json json) {
    this.secrets = secrets;
    this.cipher = cipher;
    this.json = json;
  }

  /** A text without the values of secrets. */
  @Nullable String masked(@Nullable String text) {
    return text == null ? null : secrets.mask().text(text);
  }

  /**
   * A key as it is stored and looked for: one that holds a secret as a digest that only who has the
   * master key can make. It is equal to itself alone, and what begins as it does finds nothing.
   */
  public @Nullable String key(@Nullable String key) {
    return key == null || secrets.mask().text(key).equals(key)
        ? key
        : "hidden:" + cipher.digest(key);
  }

  /** A JSON text without the values of secrets. */
  @Nullable String maskedJson(@Nullable String json) {
    return json == null ? null : secrets.mask().json(json);
  }

  /**
   * The columns in which secrets stand, encrypted.
   *
   * @param identity what the record is called; it can be read back by this name alone
   * @param columns texts by the names of their columns
   * @return null where no secret stands in them
   */
  @Nullable String sealed(String identity, Map<String, @Nullable String> columns) {
    SecretMask mask = secrets.mask();
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    Set<String> hidden = new LinkedHashSet<>();
    columns.forEach(
        (name, text) -> {
          if (text != null && !(mask.json(text).equals(text) && mask.text(text).equals(text))) {
            hidden.addAll(mask.found(text));
            changed.put(name, text);
          }
        });
    return changed.isEmpty()
        ? null
        : cipher.seal(identity, json.write(Map.of(COLUMNS, changed, HIDDEN, List.copyOf(hidden))));
  }

  /**
   * The columns that were sealed, as they were. What they hold goes on to be hidden, though the
   * secret may have changed since.
   *
   * @param sealed null where nothing was
   * @throws SecretCipher.Undecipherable when it was encrypted by a key that is not there
   */
  private Map<String, String> open(String identity, @Nullable String sealed) {
    Map<String, String> columns = new LinkedHashMap<>();
    if (sealed != null) {
      Map<String, @Nullable Object> content = json.readObject(cipher.open(identity, sealed));
      if (content.get(COLUMNS) instanceof Map<?, ?> found) {
        found.forEach((name, text) -> columns.put(String.valueOf(name), String.valueOf(text)));
      }
      if (content.get(HIDDEN) instanceof List<?> values) {
        hide(identity, values.stream().map(String::valueOf).toList());
      }
    }
    return columns;
  }

  private void hide(String identity, List<String> values) {
    SecretMask mask = secrets.mask();
    Map<String, @Nullable Object> forgotten = new LinkedHashMap<>();
    for (String value : values) {
      if (mask.found(value).isEmpty()) {
        forgotten.put("value" + forgotten.size(), value);
      }
    }
    if (!forgotten.isEmpty()) {
      secrets.seen(identity, forgotten);
    }
  }

  /** The columns of an event's row as they were; the row has its id and {@code sealed}. */
  public Columns event(long executionId, ResultSet row) throws SQLException {
    String identity = event(executionId, row.getLong("event_id"));
    return new Columns(row, open(identity, row.getString("sealed")));
  }

  /** The columns of an execution's row as they were; the row has its id and {@code sealed}. */
  public Columns end(ResultSet row) throws SQLException {
    String identity = end(row.getLong("execution_id"));
    return new Columns(row, open(identity, row.getString("sealed")));
  }

  /**
   * The columns of a row.
   *
   * @param hidden those that the row does not show, by their names
   */
  public record Columns(ResultSet row, Map<String, String> hidden) {
    /** A row as it is shown. */
    public static Columns shown(ResultSet row) {
      return new Columns(row, Map.of());
    }

    /** A column's text. */
    public @Nullable String text(String column) throws SQLException {
      return hidden.getOrDefault(column, row.getString(column));
    }
  }

  /** The name of an event. */
  static String event(long executionId, long eventId) {
    return "event:" + executionId + ":" + eventId;
  }

  /** The name of an execution's result. */
  static String end(long executionId) {
    return "result:" + executionId;
  }
}

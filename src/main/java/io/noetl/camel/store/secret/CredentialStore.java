package io.noetl.camel.store.secret;

import io.noetl.camel.store.Json;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Credentials by name. Their data is encrypted, and read only where it is used. */
public final class CredentialStore {
  private static final String COLUMNS =
      "id, name, type, meta, tags, description, created_at, updated_at";

  private final JdbcClient jdbc;
  private final Json json;
  private final SecretCipher cipher;

  public CredentialStore(JdbcClient jdbc, Json json, SecretCipher cipher) {
    this.jdbc = jdbc;
    this.json = json;
    this.cipher = cipher;
  }

  /** Stores a credential; one of the same name keeps its id and creation time, all else is new. */
  public Credential save(Credential.Draft draft) {
    List<String> tags = draft.tags();
    return jdbc.sql(
            """
            INSERT INTO noetl.credential (name, type, data_encrypted, meta, tags, description)
            VALUES (:name, :type, :data, :meta::jsonb, :tags::text[], :description)
            ON CONFLICT (name) DO UPDATE
               SET type = excluded.type, data_encrypted = excluded.data_encrypted, meta = excluded.meta,
                   tags = excluded.tags, description = excluded.description, updated_at = now()
            RETURNING
            """
                + COLUMNS)
        .param("name", draft.name())
        .param("type", draft.type())
        .param("data", cipher.seal(identity(draft.name()), json.write(draft.data())))
        .param("meta", json.writeColumn(draft.meta()))
        .param("tags", tags == null ? null : tags.toArray(String[]::new))
        .param("description", draft.description())
        .query(this::credential)
        .single();
  }

  /** A credential by name, or by id where the text is all digits. */
  public Optional<Credential> find(String nameOrId) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM noetl.credential WHERE name = :name OR id = :id ORDER BY (id = :id) DESC"
                + " LIMIT 1")
        .param("name", nameOrId)
        .param("id", idOf(nameOrId))
        .query(this::credential)
        .optional();
  }

  /**
   * The secret data of a credential.
   *
   * @param name its name
   * @throws SecretCipher.Undecipherable when it can't be decrypted
   */
  public Optional<Map<String, @Nullable Object>> data(String name) {
    return jdbc.sql("SELECT data_encrypted FROM noetl.credential WHERE name = :name")
        .param("name", name)
        .query(String.class)
        .optional()
        .map(ciphertext -> json.readObject(cipher.open(identity(name), ciphertext)));
  }

  /**
   * Credentials by name.
   *
   * @param type only this type; null for all
   * @param text only where name or description hold it, whatever its case; null for all
   */
  public List<Credential> list(@Nullable String type, @Nullable String text) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + """
                   FROM noetl.credential
                  WHERE (:type::text IS NULL OR type = :type)
                    AND (:text::text IS NULL OR position(lower(:text) in lower(name || ' ' || coalesce(description, ''))) > 0)
                  ORDER BY name
                """)
        .param("type", type)
        .param("text", text)
        .query(this::credential)
        .list();
  }

  /** Deletes a credential; says whether there was one. */
  public boolean delete(long id) {
    return jdbc.sql("DELETE FROM noetl.credential WHERE id = :id").param("id", id).update() > 0;
  }

  /** What a credential's ciphertext is bound to. */
  static String identity(String name) {
    return "credential:" + name;
  }

  private static @Nullable Long idOf(String text) {
    try {
      return text.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.valueOf(text) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private Credential credential(ResultSet row, int index) throws SQLException {
    Array tags = row.getArray("tags");
    return new Credential(
        row.getLong("id"),
        row.getString("name"),
        row.getString("type"),
        json.readColumn(row.getString("meta")),
        tags == null ? null : List.of((String[]) tags.getArray()),
        row.getString("description"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("updated_at", OffsetDateTime.class));
  }
}

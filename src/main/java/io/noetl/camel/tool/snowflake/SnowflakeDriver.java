package io.noetl.camel.tool.snowflake;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.SqlWork;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.PrivateKeys;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Connects by Snowflake's own driver: fields {@code account user password | private_key (and
 * private_key_passphrase) warehouse database schema role authenticator host}, each with or without
 * {@code sf_} before it; a key is preferred to a password.
 */
public final class SnowflakeDriver implements SnowflakeConnector {
  private static final int HTTPS = 443;

  private final CredentialResolver credentials;

  public SnowflakeDriver(CredentialResolver credentials) {
    this.credentials = credentials;
  }

  @Override
  public Connection connect(ToolCall call) throws SQLException, ToolFailure {
    CallFields fields = fields(call);
    String account = field(fields, "account");
    String host = field(fields, "host");
    String user = field(fields, "user");
    if ((account == null && host == null) || user == null) {
      throw new ToolFailure(
          "TL0701",
          "ConfigError",
          "Snowflake connection is not configured (expected: auth with sf_account, sf_user and"
              + " sf_password or sf_private_key)");
    }
    String server = host == null ? account + ".snowflakecomputing.com" : host;
    if (call.profile().restricted()) {
      // the driver calls further servers, which the answers of the first one name
      throw new ToolFailure("TL0703", "Denied", ExecutionProfile.closed("snowflake"));
    }
    call.sql().at(new SqlWork.Place("snowflake", server, HTTPS, field(fields, "database")));
    String url = "jdbc:snowflake://%s/".formatted(server);
    Properties properties = new Properties();
    set(properties, "user", user);
    set(properties, "account", account);
    set(properties, "warehouse", orElse(field(fields, "warehouse"), "COMPUTE_WH"));
    set(properties, "db", field(fields, "database"));
    set(properties, "schema", orElse(field(fields, "schema"), "PUBLIC"));
    set(properties, "role", field(fields, "role"));
    set(properties, "authenticator", field(fields, "authenticator"));
    String key = field(fields, "private_key");
    if (key == null) {
      set(properties, "password", field(fields, "password"));
    } else {
      properties.put("privateKey", PrivateKeys.read(key, field(fields, "private_key_passphrase")));
    }
    Connection connection = driver(url).connect(url, properties);
    if (connection == null) {
      throw new SQLException("the driver refuses " + url);
    }
    return connection;
  }

  private CallFields fields(ToolCall call) throws ToolFailure {
    Object spec = CredentialResolver.specOf(call);
    CallFields explicit = new CallFields(call.config());
    return spec == null
        ? explicit
        : new CallFields(credentials.one(spec, call).data()).over(call.config());
  }

  private static Driver driver(String url) throws ToolFailure {
    try {
      return DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new ToolFailure(
          "TL0702",
          "DriverMissing",
          "Snowflake's JDBC driver is not on the class path: add the jar of"
              + " net.snowflake:snowflake-jdbc");
    }
  }

  private static @Nullable String field(CallFields fields, String name) {
    return fields.text("sf_" + name, name);
  }

  private static String orElse(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  private static void set(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }
}

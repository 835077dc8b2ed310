package io.noetl.camel.playbook;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields that each kind of tool reads, for the warning about a key that nobody knows. */
final class ToolFields {
  /** Where the statements of a tool may stand; each also with {@code _b64}. */
  static final Set<String> SQL =
      encoded(
          "query",
          "queries",
          "command",
          "commands",
          "cmd",
          "cmds",
          "sql",
          "statement",
          "statements",
          "script");

  private static final Set<String> ALL_KINDS =
      set(
          "kind name args input set spec output output_select desc description retry on_error"
              + " timeout timeout_seconds auth credentials credential");

  private static final Set<String> DATABASE =
      set(
          "db_host db_port db_user db_password db_name db_schema db_sslmode db_conn_string"
              + " host hostname hostaddr port user username password database dbname db sslmode"
              + " search_path schema application_name connect_timeout options dsn"
              + " connection_string connection database_url uri params parameters transaction");

  private static final Set<String> DUCKDB =
      set(
          "params database auto_secrets require_cloud_output gcs_credential s3_credential"
              + " cloud_credential db_type");

  private static final Set<String> SNOWFLAKE =
      set(
          "account user password private_key private_key_passphrase warehouse database schema"
              + " role authenticator host params parameters sf_account sf_user sf_password"
              + " sf_private_key sf_private_key_passphrase sf_warehouse sf_database sf_schema"
              + " sf_role sf_authenticator sf_host");

  private static final Map<String, Set<String>> OF = new HashMap<>();

  static {
    put(
        "http",
        "url endpoint method params payload data json form body headers follow_redirects"
            + " allow_redirects verify verify_ssl tls response_type");
    OF.put("postgres", union(SQL, union(DATABASE, set("exactly_once"))));
    OF.put("duckdb", union(SQL, DUCKDB));
    OF.put("ducklake", union(SQL, union(DUCKDB, set("catalog_connection catalog_name data_path"))));
    put("python", "code code_b64 code_base64 script libs engine");
    put("workbook", "task name");
    put(
        "playbook",
        "path playbook_path resource_path catalog_id version data payload return_step return_result"
            + " result_step wait mode task poll_interval");
    put(
        "secrets",
        "provider name secret_name path key field version address url vault_url vault_addr mount"
            + " namespace kv_version token vault_token role_id secret_id project");
    put("transfer", "source target mode key keys chunk_size mapping");
    put("snowflake_transfer", "source target mode key keys chunk_size mapping direction");
    OF.put("snowflake", union(SQL, SNOWFLAKE));
    put("gcs", "source destination content_type metadata endpoint scope");
    put(
        "script",
        "script code language job image command arguments env files secrets resources namespace"
            + " service_account node_selector run_as_user runtime result_file");
    put(
        "container",
        "image command arguments env files secrets resources namespace service_account"
            + " serviceAccount node_selector run_as_user runtime script code language"
            + " activeDeadlineSeconds backoff_limit backoffLimit ttl ttlSecondsAfterFinished"
            + " restart_policy tolerations volumes volume_mounts"
            + " result_file");
    put("shell", "command cmd cmds shell cwd env");
    put("camel", "scheme path options uri body headers");
    put("noop", "message result");
    put("artifact", "action ref result_ref prefer flight_endpoint bearer_token");
    put("result_fetch", "ref result_ref prefer flight_endpoint bearer_token");
    put(
        "nats",
        "operation url nats_url servers user username password token creds ca bucket key value ttl"
            + " pattern object data encoding stream subject headers seq last consumer batch"
            + " timeout_ms ack messages");
    put("approval", "title text form choices assign required self_approval on_timeout remind");
    put("wait", "seconds until zone signal key");
    put("signal", "signal key payload data deliver keep");
    OF.replaceAll((kind, own) -> union(ALL_KINDS, own));
  }

  private ToolFields() {}

  /** The keys that a tool of a kind may have. */
  static Set<String> of(String kind) {
    return OF.getOrDefault(kind, ALL_KINDS);
  }

  /** The keys that a cursor over a database may have, beside its own. */
  static Set<String> cursor(Set<String> own) {
    return union(DATABASE, own);
  }

  private static void put(String kind, String names) {
    OF.put(kind, set(names));
  }

  private static Set<String> set(String names) {
    return Set.copyOf(List.of(names.split(" ", -1)));
  }

  private static Set<String> encoded(String... names) {
    Set<String> both = new HashSet<>(Arrays.asList(names));
    for (String name : names) {
      both.add(name + "_b64");
    }
    return Set.copyOf(both);
  }

  private static Set<String> union(Set<String> first, Set<String> second) {
    Set<String> both = new HashSet<>(first);
    both.addAll(second);
    return both;
  }
}

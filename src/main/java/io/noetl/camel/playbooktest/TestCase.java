package io.noetl.camel.playbooktest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One test of a playbook.
 *
 * @param name for people
 * @param payload laid over the playbook's workload
 * @param now the time at which the execution starts
 * @param mocks answers in the stead of calls, by step; {@code call/step} for a step of a child
 * @param real which steps may do what reaches outside of the test
 * @param keychain the values of the playbook's keychain
 * @param credentials made-up credentials by name, each with a {@code type}
 * @param services what is started for the test alone
 * @param expected what has to come of it
 * @param pointer JSON pointer of the test
 */
public record TestCase(
    String name,
    Map<String, @Nullable Object> payload,
    Instant now,
    Map<String, Mock> mocks,
    Real real,
    Map<String, @Nullable Object> keychain,
    Map<String, Map<String, @Nullable Object>> credentials,
    List<Service> services,
    Expected expected,
    String pointer) {

  /**
   * What is called in earnest.
   *
   * @param all whether everything is
   * @param steps the steps that are
   */
  public record Real(boolean all, Set<String> steps) {
    boolean has(String step) {
      return all || steps.contains(step);
    }
  }

  /**
   * A PostgreSQL that lives as long as the test.
   *
   * @param credential the name of the credential that opens it
   * @param fixtures SQL files that are run in it first, from the folder of the tests
   */
  public record Service(String credential, List<String> fixtures) {}
}

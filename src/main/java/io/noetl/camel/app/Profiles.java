package io.noetl.camel.app;

/** Spring profiles of the server. */
final class Profiles {
  /** The API without the engine and its tools: tests bring an engine of their own. */
  static final String API_ONLY = "api-only";

  static final String RUNS_PLAYBOOKS = "!" + API_ONLY;

  private Profiles() {}
}

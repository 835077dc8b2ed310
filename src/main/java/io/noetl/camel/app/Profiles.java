package io.noetl.camel.app;

/** Spring profiles of the server. */
final class Profiles {
  /** A server that serves the API of what others run, and runs nothing itself. */
  static final String API_ONLY = "api-only";

  static final String RUNS_PLAYBOOKS = "!" + API_ONLY;

  private Profiles() {}
}

package io.noetl.camel.component.python;

/** Who shares interpreters, by the catalog paths of playbooks. */
final class Tenants {
  private Tenants() {}

  /** The folder of a playbook; the playbook itself where it stands in none. */
  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  /**
   * The two uppermost folders of a playbook: enough for those that may use the machine, where no
   * interpreter keeps them from each other; without any folder all are one.
   */
  static String top(String path) {
    int first = path.indexOf('/');
    int second = path.indexOf('/', first + 1);
    return first < 0 ? "" : path.substring(0, second < 0 ? first : second);
  }
}

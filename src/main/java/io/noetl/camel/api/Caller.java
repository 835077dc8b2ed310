package io.noetl.camel.api;

/**
 * Who sends a request.
 *
 * @param name for the audit log
 * @param role what it may do
 * @param proof what it has shown, by which {@link KnownCallers} finds again what it may: never a
 *     secret
 */
public record Caller(String name, Role role, String proof) {
  /** The request attribute that carries the caller from the security filters to the API. */
  public static final String ATTRIBUTE = Caller.class.getName();
}

package io.noetl.camel.playbook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the {@code keychain} section.
 *
 * @param name how templates name it: {@code keychain.<name>.<field>}
 * @param kind static, bearer, oauth2, secret_manager, credential, …
 * @param fields its other fields; templates as text
 * @param pointer JSON pointer of the entry
 */
public record KeychainEntry(
    String name, String kind, Map<String, @Nullable Object> fields, String pointer) {}

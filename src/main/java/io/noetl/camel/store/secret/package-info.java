/** Secrets at rest: credentials and the keychain, encrypted, and what hides their values. */
@NullMarked
package io.noetl.camel.store.secret;

import org.jspecify.annotations.NullMarked;

/** The keychain section of playbooks: secrets and tokens that are fetched before the first step. */
@NullMarked
package io.noetl.camel.tool.keychain;

import org.jspecify.annotations.NullMarked;

/** Says how the server's parts are: docs/operations.md. */
@NullMarked
package io.noetl.camel.app.health;

import org.jspecify.annotations.NullMarked;

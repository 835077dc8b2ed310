/** Credentials in use: what a step's {@code auth} names, resolved where it is used. */
@NullMarked
package io.noetl.camel.tool.credential;

import org.jspecify.annotations.NullMarked;

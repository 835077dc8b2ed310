/** Tools that do nothing themselves: they carry policies and routes, or say what to use instead. */
@NullMarked
package io.noetl.camel.tool.flow;

import org.jspecify.annotations.NullMarked;

/** What a template's closures work with while they run: variables, output, loops, macros. */
@NullMarked
package io.noetl.camel.template.runtime;

import org.jspecify.annotations.NullMarked;

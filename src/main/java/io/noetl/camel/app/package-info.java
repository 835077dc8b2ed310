/** The running application: Spring's wiring of all the others. */
@NullMarked
package io.noetl.camel.app;

import org.jspecify.annotations.NullMarked;

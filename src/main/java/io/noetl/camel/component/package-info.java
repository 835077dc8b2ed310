/** Our Camel components and the wiring of the running application. */
@NullMarked
package io.noetl.camel.component;

import org.jspecify.annotations.NullMarked;

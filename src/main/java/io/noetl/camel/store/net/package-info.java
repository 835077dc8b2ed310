/** How the service reaches databases of others. */
@NullMarked
package io.noetl.camel.store.net;

import org.jspecify.annotations.NullMarked;

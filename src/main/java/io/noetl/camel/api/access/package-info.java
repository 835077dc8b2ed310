/** Who calls, and how often: the filters in front of the API, keys and the audit log. */
@NullMarked
package io.noetl.camel.api.access;

import org.jspecify.annotations.NullMarked;

/** What receivers are to be told of executions. */
@NullMarked
package io.noetl.camel.store.notice;

import org.jspecify.annotations.NullMarked;

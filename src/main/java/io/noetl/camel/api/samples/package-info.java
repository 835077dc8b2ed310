/** Small stand-ins for public services, so that our playbooks run on a machine without internet. */
@NullMarked
package io.noetl.camel.api.samples;

import org.jspecify.annotations.NullMarked;

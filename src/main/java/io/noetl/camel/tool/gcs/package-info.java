/** The gcs tool: uploads to Google Cloud Storage. */
@NullMarked
package io.noetl.camel.tool.gcs;

import org.jspecify.annotations.NullMarked;

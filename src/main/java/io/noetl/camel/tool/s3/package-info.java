/** Buckets of S3 and of servers that speak as it does. */
@NullMarked
package io.noetl.camel.tool.s3;

import org.jspecify.annotations.NullMarked;

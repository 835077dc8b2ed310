/** The snowflake tool, over Snowflake's JDBC driver where it is on the class path. */
@NullMarked
package io.noetl.camel.tool.snowflake;

import org.jspecify.annotations.NullMarked;

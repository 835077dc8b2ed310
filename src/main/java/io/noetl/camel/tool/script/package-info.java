/** Code and SQL that stand outside of the playbook. */
@NullMarked
package io.noetl.camel.tool.script;

import org.jspecify.annotations.NullMarked;

/** The playbook document: sealed records, parser with positions, validation. */
@NullMarked
package io.noetl.camel.playbook;

import org.jspecify.annotations.NullMarked;

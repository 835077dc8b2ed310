/** NoETL's workflow playbooks on Apache Camel. */
@NullMarked
package io.noetl.camel;

import org.jspecify.annotations.NullMarked;

/** {@code kind: PlaybookTest}: playbooks run by the real engine in memory and virtual time. */
@NullMarked
package io.noetl.camel.playbooktest;

import org.jspecify.annotations.NullMarked;

/**
 * Jinja2's filters, tests and global functions, and NoETL's. {@link
 * io.noetl.camel.template.builtin.StandardLibrary} is the registry; each entry names the Python
 * function that Jinja2 has in its place, with its parameters.
 */
@NullMarked
package io.noetl.camel.template.builtin;

import org.jspecify.annotations.NullMarked;

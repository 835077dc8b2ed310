/** XML for Python code on GraalPy: what its module {@code pyexpat} reads with. */
@org.jspecify.annotations.NullMarked
package io.noetl.camel.component.python.xml;

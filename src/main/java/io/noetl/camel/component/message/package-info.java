/** The messages of Camel's routes as our endpoints read them: values, parameters, texts. */
@NullMarked
package io.noetl.camel.component.message;

import org.jspecify.annotations.NullMarked;

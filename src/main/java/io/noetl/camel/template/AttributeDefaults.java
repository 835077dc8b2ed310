package io.noetl.camel.template;

import org.jspecify.annotations.Nullable;

/**
 * A map or list that answers for attributes that it does not have as keys, such as a step's result,
 * whose {@code data} is the result itself.
 */
public interface AttributeDefaults {

  /**
   * The value of an attribute that is neither a method of {@code dict} nor a key, or {@link
   * Names#MISSING}: then it is undefined.
   */
  @Nullable Object missingAttribute(String name);
}

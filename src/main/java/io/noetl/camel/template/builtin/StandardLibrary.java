package io.noetl.camel.template.builtin;

import io.noetl.camel.template.Extensions;
import io.noetl.camel.template.runtime.Library;
import java.util.random.RandomGenerator;

/** Everything that templates know by name. */
public final class StandardLibrary {
  private StandardLibrary() {}

  /** Jinja2's filters, tests and globals, NoETL's, and those of the extensions. */
  public static Library with(Extensions extensions, RandomGenerator random) {
    Library.Builder builder = new Library.Builder();
    Registry registry = new Registry(builder);
    TextFilters.addTo(registry);
    LayoutFilters.addTo(registry);
    NumberFilters.addTo(registry);
    SequenceFilters.addTo(registry);
    OrderFilters.addTo(registry);
    SelectionFilters.addTo(registry);
    DictFilters.addTo(registry);
    HtmlFilters.addTo(registry);
    ValueFilters.addTo(registry);
    NoetlFilters.addTo(registry);
    TypeTests.addTo(registry);
    ComparisonTests.addTo(registry);
    Globals.addTo(builder, random);
    new ExtensionFunctions(extensions).addTo(builder);
    return builder.build();
  }
}

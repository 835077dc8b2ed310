package io.noetl.camel.store.doctor;

import java.util.List;

/** Looks at one part of a service. */
@FunctionalInterface
public interface Examination {
  /** What there is to say; an exception where the part can't be looked at. */
  List<Finding> examine();
}

package io.noetl.camel.playbook;

import java.util.List;
import java.util.Optional;

/**
 * What was read of a document of {@code kind: Subscription}.
 *
 * @param subscription empty where the document has errors
 * @param problems all that is wrong or odd, in the order of the document
 */
public record ParsedSubscription(Optional<Subscription> subscription, List<Problem> problems) {}

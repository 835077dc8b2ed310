package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Problem;
import java.util.List;
import org.apache.camel.model.RouteDefinition;

/**
 * A playbook that can run.
 *
 * @param key names its routes: the catalog id, or a word
 * @param playbook the document
 * @param expressions its templates
 * @param flow its control flow
 * @param routes its routes, fresh: a definition can be started once
 * @param warnings what is odd about it
 */
public record CompiledPlaybook(
    String key,
    Playbook playbook,
    Expressions expressions,
    Flow flow,
    List<RouteDefinition> routes,
    List<Problem> warnings) {}

package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Join;
import java.util.BitSet;

/**
 * A step that waits for branches that lead to it.
 *
 * @param step its index
 * @param join how many it waits for
 * @param above the steps from which a branch can still come to it; ways back do not count
 * @param back the steps that lead back to it: an arrival from there begins anew
 * @param byItself whether its document says nothing of it
 */
public record JoinPoint(int step, Join join, BitSet above, BitSet back, boolean byItself) {}

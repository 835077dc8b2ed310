package io.noetl.camel.playbook;

import java.util.List;

/**
 * One task of a step whose {@code tool} is a list, or that has a policy.
 *
 * @param index its place, from 0
 * @param label unique in the step
 * @param tool what it calls
 * @param set what it writes after each call, before the policy is asked
 * @param rules its policy, in order
 */
public record Task(
    int index, String label, ToolSpec tool, Assignments set, List<PolicyRule> rules) {}

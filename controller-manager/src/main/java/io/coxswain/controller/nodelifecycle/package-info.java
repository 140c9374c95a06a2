/**
 * Marks nodes whose kubelet fell silent, taints unwell nodes, and takes pods of dead nodes out of
 * service. Imports no other controller.
 */
@NullMarked
package io.coxswain.controller.nodelifecycle;

import org.jspecify.annotations.NullMarked;

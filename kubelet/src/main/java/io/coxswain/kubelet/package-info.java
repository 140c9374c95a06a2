/**
 * The kubelet: runs the pods bound to a node. This package wires the parts together; each part has
 * a package of its own and talks to the world only through what it is given.
 */
@NullMarked
package io.coxswain.kubelet;

import org.jspecify.annotations.NullMarked;

/** The Deployment controller: rolls templates out over ReplicaSets. */
@NullMarked
package io.coxswain.controller.deployment;

import org.jspecify.annotations.NullMarked;

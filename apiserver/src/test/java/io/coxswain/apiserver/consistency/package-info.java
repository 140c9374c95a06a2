/**
 * Whether the API server keeps its promises under faults: a workload records what clients saw, a
 * checker compares it with the one order of writes that the revisions claim.
 */
@NullMarked
package io.coxswain.apiserver.consistency;

import org.jspecify.annotations.NullMarked;

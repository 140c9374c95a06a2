/**
 * Groups and versions that other servers serve (APIServices with a Service): whether they are
 * available, what they serve, and how requests get there.
 */
@NullMarked
package io.coxswain.apiserver.aggregation;

import org.jspecify.annotations.NullMarked;

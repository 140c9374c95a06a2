/**
 * Tells clients which groups, versions and resources are served, in the legacy and the aggregated
 * form. Pure builders of documents and one handler; imports nothing of HTTP or the store.
 */
@NullMarked
package io.coxswain.apiserver.discovery;

import org.jspecify.annotations.NullMarked;

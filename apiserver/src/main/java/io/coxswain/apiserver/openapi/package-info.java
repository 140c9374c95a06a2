/**
 * OpenAPI v3 and v2 documents of everything that is served, derived from the schemas. Pure builders
 * and one handler; imports nothing of HTTP or the store.
 */
@NullMarked
package io.coxswain.apiserver.openapi;

import org.jspecify.annotations.NullMarked;

/**
 * The kinds of the Kubernetes API as records, the schema derived from them, and JSON. Pure: nothing
 * here does I/O, and nothing here may import another module.
 */
@NullMarked
package io.coxswain.api;

import org.jspecify.annotations.NullMarked;

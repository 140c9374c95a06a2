/** Empties namespaces that are being deleted, then lets them go. */
@NullMarked
package io.coxswain.controller.namespace;

import org.jspecify.annotations.NullMarked;

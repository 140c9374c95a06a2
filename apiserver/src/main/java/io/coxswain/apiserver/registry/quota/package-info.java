/** Charging quotas for what is written: atomic with the write, given back with the deletion. */
@NullMarked
package io.coxswain.apiserver.registry.quota;

import org.jspecify.annotations.NullMarked;

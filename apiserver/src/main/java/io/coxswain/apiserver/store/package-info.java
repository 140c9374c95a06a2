/** The store behind the API: one interface with etcd's semantics and its implementations. */
@NullMarked
package io.coxswain.apiserver.store;

import org.jspecify.annotations.NullMarked;

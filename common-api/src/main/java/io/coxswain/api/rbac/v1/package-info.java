/** The kinds of rbac.authorization.k8s.io/v1: who may do what. */
@NullMarked
package io.coxswain.api.rbac.v1;

import org.jspecify.annotations.NullMarked;

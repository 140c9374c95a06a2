/** Kinds of apiextensions.k8s.io/v1: definitions of custom resources. */
@org.jspecify.annotations.NullMarked
package io.coxswain.api.apiextensions.v1;

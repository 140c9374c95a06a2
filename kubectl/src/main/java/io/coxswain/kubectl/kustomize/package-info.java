/**
 * Owns {@code kubectl kustomize}: from a kustomization and the files around it to the objects it
 * means. Pure over a {@link io.coxswain.kubectl.kustomize.FileTree}; knows no server.
 */
@NullMarked
package io.coxswain.kubectl.kustomize;

import org.jspecify.annotations.NullMarked;

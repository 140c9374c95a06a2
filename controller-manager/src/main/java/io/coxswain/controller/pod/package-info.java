/**
 * What several controllers ask of pods and owners: active, ready, available, made from a template,
 * ranked for deletion. Pure.
 */
@NullMarked
package io.coxswain.controller.pod;

import org.jspecify.annotations.NullMarked;

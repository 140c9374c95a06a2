/**
 * Owns what an invocation is made of before anything is read or asked: the surroundings, the flags
 * of every verb, and how it ends. Imports nothing of ours.
 */
@NullMarked
package io.coxswain.kubectl.invocation;

import org.jspecify.annotations.NullMarked;

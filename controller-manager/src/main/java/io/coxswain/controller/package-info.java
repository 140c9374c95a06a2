/**
 * The controller manager: starts the controllers of its subpackages, one package each. Talks to the
 * API only.
 */
@NullMarked
package io.coxswain.controller;

import org.jspecify.annotations.NullMarked;

/**
 * What the components' command lines and health endpoints have in common. Must not import a
 * component.
 */
@NullMarked
package io.coxswain.client.component;

import org.jspecify.annotations.NullMarked;

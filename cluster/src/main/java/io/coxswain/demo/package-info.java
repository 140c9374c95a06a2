/**
 * The program inside the demo image of {@code examples/}. It uses nothing but {@code java.base} and
 * the JDK's small HTTP server, because nothing else is in the image.
 */
@NullMarked
package io.coxswain.demo;

import org.jspecify.annotations.NullMarked;

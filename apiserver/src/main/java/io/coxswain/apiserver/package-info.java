/** The API server as a whole: its options, its start and its command line. */
@NullMarked
package io.coxswain.apiserver;

import org.jspecify.annotations.NullMarked;

/**
 * The Common Expression Language as Kubernetes has it: its libraries over dev.cel, types made of
 * schemas, and a bound on what an expression may cost. Knows nothing of who asks: custom resources
 * today, admission policies next. Loaded when the first expression is compiled.
 */
@NullMarked
package io.coxswain.apiserver.cel;

import org.jspecify.annotations.NullMarked;

/**
 * API Priority and Fairness (KEP-1040): which requests are served now, which wait and which are
 * refused. Decisions are made by plain classes without clock, lock or thread ({@link
 * io.coxswain.apiserver.flowcontrol.Classifier}, {@link
 * io.coxswain.apiserver.flowcontrol.FairQueues}, {@link io.coxswain.apiserver.flowcontrol.Shares});
 * {@link io.coxswain.apiserver.flowcontrol.FlowController} is the shell around them. Imports
 * nothing of HTTP.
 */
@NullMarked
package io.coxswain.apiserver.flowcontrol;

import org.jspecify.annotations.NullMarked;

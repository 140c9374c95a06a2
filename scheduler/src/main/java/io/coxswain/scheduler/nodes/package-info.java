/**
 * The picture of the cluster that decisions are taken on: a table of nodes, kept in columns and
 * updated row by row, and what pods ask for. Pure; owned by the scheduling thread.
 */
@NullMarked
package io.coxswain.scheduler.nodes;

import org.jspecify.annotations.NullMarked;

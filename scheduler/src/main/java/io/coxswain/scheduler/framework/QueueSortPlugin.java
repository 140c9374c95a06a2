package io.coxswain.scheduler.framework;

import java.util.Comparator;

/** The order of the active queue, first to be tried first. */
public interface QueueSortPlugin extends Plugin, Comparator<QueuedPod> {}

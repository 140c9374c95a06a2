package io.coxswain.client;

import java.util.List;

/**
 * One page of a list.
 *
 * @param resourceVersion the state the list shows
 * @param continueToken where the next page begins; empty on the last
 * @param remainingItemCount how many items follow; 0 when not known
 */
public record ObjectList<T>(
    List<T> items, String resourceVersion, String continueToken, long remainingItemCount) {}

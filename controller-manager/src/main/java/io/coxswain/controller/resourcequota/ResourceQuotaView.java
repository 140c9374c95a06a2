package io.coxswain.controller.resourcequota;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.ResourceQuota;
import java.time.Duration;
import java.util.Map;

/**
 * A quota and what is used of it.
 *
 * @param used what the objects in the caches use, of the resources the quota names
 * @param unchangedFor how long nobody has written the quota
 */
record ResourceQuotaView(ResourceQuota quota, Map<String, Quantity> used, Duration unchangedFor) {}

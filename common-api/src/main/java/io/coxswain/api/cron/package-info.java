/** Schedules in cron's format, as CronJobs write them. */
@NullMarked
package io.coxswain.api.cron;

import org.jspecify.annotations.NullMarked;

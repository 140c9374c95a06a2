/** The cronjob controller: starts jobs at the times their CronJobs name. */
@NullMarked
package io.coxswain.controller.cronjob;

import org.jspecify.annotations.NullMarked;

/** What objects use of a quota, told alike by the API server and the quota controller. */
@NullMarked
package io.coxswain.api.quota;

import org.jspecify.annotations.NullMarked;

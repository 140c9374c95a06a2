/**
 * The resource quota controller: counts what a namespace uses, first when a quota is made and then
 * wherever the API server's own charging was cut short.
 */
@NullMarked
package io.coxswain.controller.resourcequota;

import org.jspecify.annotations.NullMarked;

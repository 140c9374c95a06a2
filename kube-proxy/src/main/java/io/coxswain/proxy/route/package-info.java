/** Pure: Services and EndpointSlices in, the routes of each service port out. No I/O. */
@NullMarked
package io.coxswain.proxy.route;

import org.jspecify.annotations.NullMarked;

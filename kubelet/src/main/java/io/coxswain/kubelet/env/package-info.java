/** What a container's processes find: environment variables, resolv.conf, hosts. All pure. */
@NullMarked
package io.coxswain.kubelet.env;

import org.jspecify.annotations.NullMarked;

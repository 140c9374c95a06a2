/** The ReplicaSet controller: keeps the wanted number of matching pods alive. */
@NullMarked
package io.coxswain.controller.replicaset;

import org.jspecify.annotations.NullMarked;

/**
 * Role-based access control: pure matching of rules, an index over roles and bindings that is
 * rebuilt where they change, the roles every cluster has, and the check that nobody grants more
 * than they hold. Reads the watch cache; imports nothing of HTTP.
 */
@NullMarked
package io.coxswain.apiserver.rbac;

import org.jspecify.annotations.NullMarked;

/**
 * Who owns which fields: sets of fields, comparing and merging trees by their schema, and the rules
 * of server-side apply (KEP-555). Pure functions over JSON trees; it must not import anything that
 * reads or writes.
 */
@NullMarked
package io.coxswain.api.apply;

import org.jspecify.annotations.NullMarked;

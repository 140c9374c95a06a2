package io.coxswain.api.authentication.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user. */
@ApiType("A user.")
public record UserInfo(
    @ApiField(number = 1, doc = "Name of the user.") @Nullable String username,
    @ApiField(number = 2, doc = "Id that no other user has or had.") @Nullable String uid,
    @ApiField(number = 3, doc = "Groups the user is in.") List<String> groups,
    @ApiField(number = 4, doc = "Further values from authentication.")
        Map<String, List<String>> extra)
    implements UserInfoBuilder.With {}

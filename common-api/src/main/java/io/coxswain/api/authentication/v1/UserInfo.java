package io.coxswain.api.authentication.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:UserInfo */
@ApiType("TYPEDOC:UserInfo")
public record UserInfo(
    @ApiField(number = 1, doc = "FIELD:UserInfo.username") @Nullable String username,
    @ApiField(number = 2, doc = "FIELD:UserInfo.uid") @Nullable String uid,
    @ApiField(number = 3, doc = "FIELD:UserInfo.groups") List<String> groups,
    @ApiField(number = 4, doc = "FIELD:UserInfo.extra") Map<String, List<String>> extra)
    implements UserInfoBuilder.With {}

package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:Container */
@ApiType("TYPEDOC:Container")
public record Container(
    @ApiField(number = 1, doc = "FIELD:Container.name", required = true) String name,
    @ApiField(number = 2, doc = "FIELD:Container.image") @Nullable String image,
    @ApiField(number = 3, doc = "FIELD:Container.command") List<String> command,
    @ApiField(number = 4, doc = "FIELD:Container.args") List<String> args,
    @ApiField(number = 5, doc = "FIELD:Container.workingDir") @Nullable String workingDir,
    @ApiField(
            number = 6,
            doc = "FIELD:Container.ports",
            listType = ListType.MAP,
            keys = {"containerPort", "protocol"},
            mergeKey = "containerPort")
        List<ContainerPort> ports,
    @ApiField(number = 19, doc = "FIELD:Container.envFrom") List<EnvFromSource> envFrom,
    @ApiField(
            number = 7,
            doc = "FIELD:Container.env",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<EnvVar> env,
    @ApiField(number = 8, doc = "FIELD:Container.resources", struct = true)
        ResourceRequirements resources,
    @ApiField(number = 23, doc = "FIELD:Container.resizePolicy")
        List<ContainerResizePolicy> resizePolicy,
    @ApiField(number = 24, doc = "FIELD:Container.restartPolicy") @Nullable String restartPolicy,
    @ApiField(number = 25, doc = "FIELD:Container.restartPolicyRules")
        List<ContainerRestartRule> restartPolicyRules,
    @ApiField(
            number = 9,
            doc = "FIELD:Container.volumeMounts",
            listType = ListType.MAP,
            keys = {"mountPath"},
            mergeKey = "mountPath")
        List<VolumeMount> volumeMounts,
    @ApiField(
            number = 21,
            doc = "FIELD:Container.volumeDevices",
            listType = ListType.MAP,
            keys = {"devicePath"},
            mergeKey = "devicePath")
        List<VolumeDevice> volumeDevices,
    @ApiField(number = 10, doc = "FIELD:Container.livenessProbe") @Nullable Probe livenessProbe,
    @ApiField(number = 11, doc = "FIELD:Container.readinessProbe") @Nullable Probe readinessProbe,
    @ApiField(number = 22, doc = "FIELD:Container.startupProbe") @Nullable Probe startupProbe,
    @ApiField(number = 12, doc = "FIELD:Container.lifecycle") @Nullable Lifecycle lifecycle,
    @ApiField(
            number = 13,
            doc = "FIELD:Container.terminationMessagePath",
            defaultValue = "\"/dev/termination-log\"")
        @Nullable String terminationMessagePath,
    @ApiField(
            number = 20,
            doc = "FIELD:Container.terminationMessagePolicy",
            defaultValue = "\"File\"",
            enumValues = {"FallbackToLogsOnError", "File"})
        @Nullable String terminationMessagePolicy,
    @ApiField(
            number = 14,
            doc = "FIELD:Container.imagePullPolicy",
            enumValues = {"Always", "IfNotPresent", "Never"})
        @Nullable String imagePullPolicy,
    @ApiField(number = 15, doc = "FIELD:Container.securityContext")
        @Nullable SecurityContext securityContext,
    @ApiField(number = 16, doc = "FIELD:Container.stdin") @Nullable Boolean stdin,
    @ApiField(number = 17, doc = "FIELD:Container.stdinOnce") @Nullable Boolean stdinOnce,
    @ApiField(number = 18, doc = "FIELD:Container.tty") @Nullable Boolean tty)
    implements ContainerBuilder.With {}

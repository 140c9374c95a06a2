package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:EphemeralContainer */
@ApiType("TYPEDOC:EphemeralContainer")
public record EphemeralContainer(
    @ApiField(number = 2, doc = "FIELD:EphemeralContainer.targetContainerName")
        @Nullable String targetContainerName,
    @ApiField(doc = "FIELD:EphemeralContainer.args") List<String> args,
    @ApiField(doc = "FIELD:EphemeralContainer.command") List<String> command,
    @ApiField(
            doc = "FIELD:EphemeralContainer.env",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<EnvVar> env,
    @ApiField(doc = "FIELD:EphemeralContainer.envFrom") List<EnvFromSource> envFrom,
    @ApiField(doc = "FIELD:EphemeralContainer.image") @Nullable String image,
    @ApiField(doc = "FIELD:EphemeralContainer.imagePullPolicy") @Nullable String imagePullPolicy,
    @ApiField(doc = "FIELD:EphemeralContainer.lifecycle") @Nullable Lifecycle lifecycle,
    @ApiField(doc = "FIELD:EphemeralContainer.livenessProbe") @Nullable Probe livenessProbe,
    @ApiField(doc = "FIELD:EphemeralContainer.name", required = true) String name,
    @ApiField(
            doc = "FIELD:EphemeralContainer.ports",
            listType = ListType.MAP,
            keys = {"containerPort", "protocol"},
            mergeKey = "containerPort")
        List<ContainerPort> ports,
    @ApiField(doc = "FIELD:EphemeralContainer.readinessProbe") @Nullable Probe readinessProbe,
    @ApiField(doc = "FIELD:EphemeralContainer.resizePolicy")
        List<ContainerResizePolicy> resizePolicy,
    @ApiField(doc = "FIELD:EphemeralContainer.resources", struct = true)
        ResourceRequirements resources,
    @ApiField(doc = "FIELD:EphemeralContainer.restartPolicy") @Nullable String restartPolicy,
    @ApiField(doc = "FIELD:EphemeralContainer.restartPolicyRules")
        List<ContainerRestartRule> restartPolicyRules,
    @ApiField(doc = "FIELD:EphemeralContainer.securityContext")
        @Nullable SecurityContext securityContext,
    @ApiField(doc = "FIELD:EphemeralContainer.startupProbe") @Nullable Probe startupProbe,
    @ApiField(doc = "FIELD:EphemeralContainer.stdin") @Nullable Boolean stdin,
    @ApiField(doc = "FIELD:EphemeralContainer.stdinOnce") @Nullable Boolean stdinOnce,
    @ApiField(
            doc = "FIELD:EphemeralContainer.terminationMessagePath",
            defaultValue = "\"/dev/termination-log\"")
        @Nullable String terminationMessagePath,
    @ApiField(doc = "FIELD:EphemeralContainer.terminationMessagePolicy", defaultValue = "\"File\"")
        @Nullable String terminationMessagePolicy,
    @ApiField(doc = "FIELD:EphemeralContainer.tty") @Nullable Boolean tty,
    @ApiField(
            doc = "FIELD:EphemeralContainer.volumeDevices",
            listType = ListType.MAP,
            keys = {"devicePath"},
            mergeKey = "devicePath")
        List<VolumeDevice> volumeDevices,
    @ApiField(
            doc = "FIELD:EphemeralContainer.volumeMounts",
            listType = ListType.MAP,
            keys = {"mountPath"},
            mergeKey = "mountPath")
        List<VolumeMount> volumeMounts,
    @ApiField(doc = "FIELD:EphemeralContainer.workingDir") @Nullable String workingDir)
    implements EphemeralContainerBuilder.With {}

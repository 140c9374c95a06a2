package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container added to a running pod for debugging. */
@ApiType("A container added to a running pod for debugging.")
public record EphemeralContainer(
    @ApiField(number = 2, doc = "Container whose processes it sees.")
        @Nullable String targetContainerName,
    @ApiField(doc = "Arguments instead of the image's.") List<String> args,
    @ApiField(doc = "Program to run instead of the image's entry point.") List<String> command,
    @ApiField(
            doc = "Environment variables.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<EnvVar> env,
    @ApiField(doc = "ConfigMaps and Secrets all of whose entries become environment variables.")
        List<EnvFromSource> envFrom,
    @ApiField(doc = "Image it runs.") @Nullable String image,
    @ApiField(
            doc = "When the image is fetched: Always, IfNotPresent or Never.",
            enumValues = {"Always", "IfNotPresent", "Never"})
        @Nullable String imagePullPolicy,
    @ApiField(doc = "Not allowed here.") @Nullable Lifecycle lifecycle,
    @ApiField(doc = "Not allowed here.") @Nullable Probe livenessProbe,
    @ApiField(doc = "Name of the container, unique in the pod.", required = true) String name,
    @ApiField(
            doc = "Not allowed here.",
            listType = ListType.MAP,
            keys = {"containerPort", "protocol"},
            mergeKey = "containerPort")
        List<ContainerPort> ports,
    @ApiField(doc = "Not allowed here.") @Nullable Probe readinessProbe,
    @ApiField(doc = "Not allowed here.") List<ContainerResizePolicy> resizePolicy,
    @ApiField(doc = "Not allowed here.", struct = true) ResourceRequirements resources,
    @ApiField(doc = "Not allowed here.") @Nullable String restartPolicy,
    @ApiField(doc = "Not allowed here.") List<ContainerRestartRule> restartPolicyRules,
    @ApiField(doc = "Security settings of this container; they go before the pod's.")
        @Nullable SecurityContext securityContext,
    @ApiField(doc = "Not allowed here.") @Nullable Probe startupProbe,
    @ApiField(doc = "Keep standard input open.") @Nullable Boolean stdin,
    @ApiField(doc = "Close standard input after the first client has left.")
        @Nullable Boolean stdinOnce,
    @ApiField(
            doc = "File whose content becomes the message of its end.",
            defaultValue = "\"/dev/termination-log\"")
        @Nullable String terminationMessagePath,
    @ApiField(
            doc =
                "File, or FallbackToLogsOnError to take the end of the log where the file is empty.",
            defaultValue = "\"File\"",
            enumValues = {"FallbackToLogsOnError", "File"})
        @Nullable String terminationMessagePolicy,
    @ApiField(doc = "Give it a terminal.") @Nullable Boolean tty,
    @ApiField(
            doc = "Volumes it sees as block devices.",
            listType = ListType.MAP,
            keys = {"devicePath"},
            mergeKey = "devicePath")
        List<VolumeDevice> volumeDevices,
    @ApiField(
            doc = "Volumes it sees as directories.",
            listType = ListType.MAP,
            keys = {"mountPath"},
            mergeKey = "mountPath")
        List<VolumeMount> volumeMounts,
    @ApiField(doc = "Directory it starts in; the image's unless set.") @Nullable String workingDir)
    implements EphemeralContainerBuilder.With {}

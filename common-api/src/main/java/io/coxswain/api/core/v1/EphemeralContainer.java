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
    @ApiField(number = 4, within = 1, doc = "Arguments instead of the image's.") List<String> args,
    @ApiField(number = 3, within = 1, doc = "Program to run instead of the image's entry point.")
        List<String> command,
    @ApiField(
            number = 7,
            within = 1,
            doc = "Environment variables.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<EnvVar> env,
    @ApiField(
            number = 19,
            within = 1,
            doc = "ConfigMaps and Secrets all of whose entries become environment variables.")
        List<EnvFromSource> envFrom,
    @ApiField(number = 2, within = 1, doc = "Image it runs.") @Nullable String image,
    @ApiField(
            number = 14,
            within = 1,
            doc = "When the image is fetched: Always, IfNotPresent or Never.",
            enumValues = {"Always", "IfNotPresent", "Never"})
        @Nullable String imagePullPolicy,
    @ApiField(number = 12, within = 1, doc = "Not allowed here.") @Nullable Lifecycle lifecycle,
    @ApiField(number = 10, within = 1, doc = "Not allowed here.") @Nullable Probe livenessProbe,
    @ApiField(
            number = 1,
            within = 1,
            doc = "Name of the container, unique in the pod.",
            required = true)
        String name,
    @ApiField(
            number = 6,
            within = 1,
            doc = "Not allowed here.",
            listType = ListType.MAP,
            keys = {"containerPort", "protocol"},
            mergeKey = "containerPort")
        List<ContainerPort> ports,
    @ApiField(number = 11, within = 1, doc = "Not allowed here.") @Nullable Probe readinessProbe,
    @ApiField(number = 23, within = 1, doc = "Not allowed here.")
        List<ContainerResizePolicy> resizePolicy,
    @ApiField(number = 8, within = 1, doc = "Not allowed here.", struct = true)
        ResourceRequirements resources,
    @ApiField(number = 24, within = 1, doc = "Not allowed here.") @Nullable String restartPolicy,
    @ApiField(number = 25, within = 1, doc = "Not allowed here.")
        List<ContainerRestartRule> restartPolicyRules,
    @ApiField(
            number = 15,
            within = 1,
            doc = "Security settings of this container; they go before the pod's.")
        @Nullable SecurityContext securityContext,
    @ApiField(number = 22, within = 1, doc = "Not allowed here.") @Nullable Probe startupProbe,
    @ApiField(number = 16, within = 1, doc = "Keep standard input open.") @Nullable Boolean stdin,
    @ApiField(
            number = 17,
            within = 1,
            doc = "Close standard input after the first client has left.")
        @Nullable Boolean stdinOnce,
    @ApiField(
            number = 13,
            within = 1,
            doc = "File whose content becomes the message of its end.",
            defaultValue = "\"/dev/termination-log\"")
        @Nullable String terminationMessagePath,
    @ApiField(
            number = 20,
            within = 1,
            doc =
                "File, or FallbackToLogsOnError to take the end of the log where the file is empty.",
            defaultValue = "\"File\"",
            enumValues = {"FallbackToLogsOnError", "File"})
        @Nullable String terminationMessagePolicy,
    @ApiField(number = 18, within = 1, doc = "Give it a terminal.") @Nullable Boolean tty,
    @ApiField(
            number = 21,
            within = 1,
            doc = "Volumes it sees as block devices.",
            listType = ListType.MAP,
            keys = {"devicePath"},
            mergeKey = "devicePath")
        List<VolumeDevice> volumeDevices,
    @ApiField(
            number = 9,
            within = 1,
            doc = "Volumes it sees as directories.",
            listType = ListType.MAP,
            keys = {"mountPath"},
            mergeKey = "mountPath")
        List<VolumeMount> volumeMounts,
    @ApiField(number = 5, within = 1, doc = "Directory it starts in; the image's unless set.")
        @Nullable String workingDir)
    implements EphemeralContainerBuilder.With {}

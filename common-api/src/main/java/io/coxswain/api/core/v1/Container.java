package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One program of a pod: its image, environment, resources and probes. */
@ApiType("One program of a pod: its image, environment, resources and probes.")
public record Container(
    @ApiField(number = 1, doc = "Name of the container, unique in the pod.", required = true)
        String name,
    @ApiField(number = 2, doc = "Image it runs.") @Nullable String image,
    @ApiField(number = 3, doc = "Program to run instead of the image's entry point.")
        List<String> command,
    @ApiField(number = 4, doc = "Arguments instead of the image's.") List<String> args,
    @ApiField(number = 5, doc = "Directory it starts in; the image's unless set.")
        @Nullable String workingDir,
    @ApiField(
            number = 6,
            doc = "Ports it listens on; a note for others, nothing is opened or closed by it.",
            listType = ListType.MAP,
            keys = {"containerPort", "protocol"},
            mergeKey = "containerPort")
        List<ContainerPort> ports,
    @ApiField(
            number = 19,
            doc = "ConfigMaps and Secrets all of whose entries become environment variables.")
        List<EnvFromSource> envFrom,
    @ApiField(
            number = 7,
            doc = "Environment variables.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<EnvVar> env,
    @ApiField(
            number = 8,
            doc = "CPU, memory and other resources it needs and may use.",
            struct = true)
        ResourceRequirements resources,
    @ApiField(number = 23, doc = "Whether changing a resource restarts the container.")
        List<ContainerResizePolicy> resizePolicy,
    @ApiField(
            number = 24,
            doc = "Restart policy of this container; Always makes an init container a sidecar.")
        @Nullable String restartPolicy,
    @ApiField(
            number = 25,
            doc = "Rules that decide on a restart by exit code, before restartPolicy.")
        List<ContainerRestartRule> restartPolicyRules,
    @ApiField(
            number = 9,
            doc = "Volumes it sees as directories.",
            listType = ListType.MAP,
            keys = {"mountPath"},
            mergeKey = "mountPath")
        List<VolumeMount> volumeMounts,
    @ApiField(
            number = 21,
            doc = "Volumes it sees as block devices.",
            listType = ListType.MAP,
            keys = {"devicePath"},
            mergeKey = "devicePath")
        List<VolumeDevice> volumeDevices,
    @ApiField(number = 10, doc = "Check whose failure restarts the container.")
        @Nullable Probe livenessProbe,
    @ApiField(number = 11, doc = "Check whose failure takes the pod out of its services.")
        @Nullable Probe readinessProbe,
    @ApiField(number = 22, doc = "Check that must succeed before the other probes begin.")
        @Nullable Probe startupProbe,
    @ApiField(number = 12, doc = "What to do after its start and before its end.")
        @Nullable Lifecycle lifecycle,
    @ApiField(
            number = 13,
            doc = "File whose content becomes the message of its end.",
            defaultValue = "\"/dev/termination-log\"")
        @Nullable String terminationMessagePath,
    @ApiField(
            number = 20,
            doc =
                "File, or FallbackToLogsOnError to take the end of the log where the file is empty.",
            defaultValue = "\"File\"",
            enumValues = {"FallbackToLogsOnError", "File"})
        @Nullable String terminationMessagePolicy,
    @ApiField(
            number = 14,
            doc = "When the image is fetched: Always, IfNotPresent or Never.",
            enumValues = {"Always", "IfNotPresent", "Never"})
        @Nullable String imagePullPolicy,
    @ApiField(number = 15, doc = "Security settings of this container; they go before the pod's.")
        @Nullable SecurityContext securityContext,
    @ApiField(number = 16, doc = "Keep standard input open.") @Nullable Boolean stdin,
    @ApiField(number = 17, doc = "Close standard input after the first client has left.")
        @Nullable Boolean stdinOnce,
    @ApiField(number = 18, doc = "Give it a terminal.") @Nullable Boolean tty)
    implements ContainerBuilder.With {}

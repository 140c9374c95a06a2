package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A directory that containers can mount, and where it comes from; exactly one source is set. */
@ApiType(
    "A directory that containers can mount, and where it comes from; exactly one source is set.")
public record Volume(
    @ApiField(number = 1, doc = "Name by which containers mount the volume.", required = true)
        String name,
    @ApiField(number = 4, within = 2, doc = "A disk of AWS; served by its CSI driver.")
        @Nullable AWSElasticBlockStoreVolumeSource awsElasticBlockStore,
    @ApiField(number = 22, within = 2, doc = "A data disk of Azure; served by its CSI driver.")
        @Nullable AzureDiskVolumeSource azureDisk,
    @ApiField(number = 18, within = 2, doc = "A file share of Azure; served by its CSI driver.")
        @Nullable AzureFileVolumeSource azureFile,
    @ApiField(number = 14, within = 2, doc = "A CephFS tree; no longer supported.")
        @Nullable CephFSVolumeSource cephfs,
    @ApiField(number = 13, within = 2, doc = "A volume of OpenStack; served by its CSI driver.")
        @Nullable CinderVolumeSource cinder,
    @ApiField(number = 19, within = 2, doc = "Entries of a ConfigMap as files.")
        @Nullable ConfigMapVolumeSource configMap,
    @ApiField(
            number = 28,
            within = 2,
            doc = "A volume that lives as long as the pod, from a CSI driver.")
        @Nullable CSIVolumeSource csi,
    @ApiField(number = 16, within = 2, doc = "Fields of the pod itself as files.")
        @Nullable DownwardAPIVolumeSource downwardAPI,
    @ApiField(number = 2, within = 2, doc = "An empty directory that lives as long as the pod.")
        @Nullable EmptyDirVolumeSource emptyDir,
    @ApiField(number = 29, within = 2, doc = "A claim that is made and removed with the pod.")
        @Nullable EphemeralVolumeSource ephemeral,
    @ApiField(number = 17, within = 2, doc = "A Fibre Channel disk.") @Nullable FCVolumeSource fc,
    @ApiField(
            number = 12,
            within = 2,
            doc = "A volume of an exec-based driver; CSI took its place.")
        @Nullable FlexVolumeSource flexVolume,
    @ApiField(number = 15, within = 2, doc = "A Flocker volume; no longer supported.")
        @Nullable FlockerVolumeSource flocker,
    @ApiField(
            number = 3,
            within = 2,
            doc = "A persistent disk of Google; served by its CSI driver.")
        @Nullable GCEPersistentDiskVolumeSource gcePersistentDisk,
    @ApiField(
            number = 5,
            within = 2,
            doc = "A clone of a git repository; an init container does it better.")
        @Nullable GitRepoVolumeSource gitRepo,
    @ApiField(number = 9, within = 2, doc = "A Gluster volume; no longer supported.")
        @Nullable GlusterfsVolumeSource glusterfs,
    @ApiField(number = 1, within = 2, doc = "A file or directory of the node.")
        @Nullable HostPathVolumeSource hostPath,
    @ApiField(number = 30, within = 2, doc = "Content of an OCI image or artifact, read-only.")
        @Nullable ImageVolumeSource image,
    @ApiField(number = 8, within = 2, doc = "An iSCSI disk.") @Nullable ISCSIVolumeSource iscsi,
    @ApiField(number = 7, within = 2, doc = "A directory of an NFS server.")
        @Nullable NFSVolumeSource nfs,
    @ApiField(number = 10, within = 2, doc = "A claim in the pod's namespace.")
        @Nullable PersistentVolumeClaimVolumeSource persistentVolumeClaim,
    @ApiField(number = 23, within = 2, doc = "A Photon disk; no longer supported.")
        @Nullable PhotonPersistentDiskVolumeSource photonPersistentDisk,
    @ApiField(number = 24, within = 2, doc = "A Portworx volume; served by its CSI driver.")
        @Nullable PortworxVolumeSource portworxVolume,
    @ApiField(number = 26, within = 2, doc = "Several sources in one directory.")
        @Nullable ProjectedVolumeSource projected,
    @ApiField(number = 21, within = 2, doc = "A Quobyte volume; no longer supported.")
        @Nullable QuobyteVolumeSource quobyte,
    @ApiField(number = 11, within = 2, doc = "A Ceph block device; no longer supported.")
        @Nullable RBDVolumeSource rbd,
    @ApiField(number = 25, within = 2, doc = "A ScaleIO volume; no longer supported.")
        @Nullable ScaleIOVolumeSource scaleIO,
    @ApiField(number = 6, within = 2, doc = "Entries of a Secret as files.")
        @Nullable SecretVolumeSource secret,
    @ApiField(number = 27, within = 2, doc = "A StorageOS volume; no longer supported.")
        @Nullable StorageOSVolumeSource storageos,
    @ApiField(number = 20, within = 2, doc = "A disk of vSphere; served by its CSI driver.")
        @Nullable VsphereVirtualDiskVolumeSource vsphereVolume)
    implements VolumeBuilder.With {

  /** A file share of Azure. */
  @ApiType("A file share of Azure.")
  public record AzureFileVolumeSource(
      @ApiField(
              number = 1,
              doc = "Secret with the storage account's name and key.",
              required = true)
          String secretName,
      @ApiField(number = 2, doc = "Name of the share.", required = true) String shareName,
      @ApiField(number = 3, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
      implements AzureFileVolumeSourceBuilder.With {}

  /** A CephFS tree. */
  @ApiType("A CephFS tree.")
  public record CephFSVolumeSource(
      @ApiField(number = 1, doc = "Addresses of the Ceph monitors.", required = true)
          List<String> monitors,
      @ApiField(number = 2, doc = "Directory to mount; the root unless set.") @Nullable String path,
      @ApiField(number = 3, doc = "User to log in as; admin unless set.") @Nullable String user,
      @ApiField(number = 4, doc = "File on the node with the user's key ring.")
          @Nullable String secretFile,
      @ApiField(number = 5, doc = "Secret with the user's key; goes before secretFile.")
          @Nullable LocalObjectReference secretRef,
      @ApiField(number = 6, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
      implements CephFSVolumeSourceBuilder.With {}

  /** A volume of OpenStack. */
  @ApiType("A volume of OpenStack.")
  public record CinderVolumeSource(
      @ApiField(number = 1, doc = "Id of the volume.", required = true) String volumeID,
      @ApiField(
              number = 2,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.")
          @Nullable String fsType,
      @ApiField(number = 3, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "Secret with the credentials to reach the volume.")
          @Nullable LocalObjectReference secretRef)
      implements CinderVolumeSourceBuilder.With {}

  /** Entries of a ConfigMap as files. */
  @ApiType("Entries of a ConfigMap as files.")
  public record ConfigMapVolumeSource(
      @ApiField(
              number = 2,
              doc = "Entries that become files, and at which path; all entries when empty.")
          List<KeyToPath> items,
      @ApiField(
              number = 3,
              doc = "Permission bits of files that name none of their own; 0644 unless set.",
              defaultValue = "420")
          @Nullable Integer defaultMode,
      @ApiField(number = 4, doc = "Do not fail where the object or its key does not exist.")
          @Nullable Boolean optional,
      @ApiField(number = 1, within = 1, doc = "Name of the ConfigMap.") @Nullable String name)
      implements ConfigMapVolumeSourceBuilder.With {}

  /** Maps an entry to a file. */
  @ApiType("Maps an entry to a file.")
  public record KeyToPath(
      @ApiField(number = 1, doc = "Key of the entry.", required = true) String key,
      @ApiField(
              number = 2,
              doc = "Path of the file below the mount; relative, without '..'.",
              required = true)
          String path,
      @ApiField(
              number = 3,
              doc = "Permission bits of the file; the volume's defaultMode unless set.")
          @Nullable Integer mode)
      implements KeyToPathBuilder.With {}

  /** A volume that a CSI driver makes for this pod. */
  @ApiType("A volume that a CSI driver makes for this pod.")
  public record CSIVolumeSource(
      @ApiField(number = 1, doc = "Name of the driver.", required = true) String driver,
      @ApiField(number = 2, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(
              number = 3,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.")
          @Nullable String fsType,
      @ApiField(number = 4, doc = "Settings for the driver.") Map<String, String> volumeAttributes,
      @ApiField(number = 5, doc = "Secret for the driver's publish call.")
          @Nullable LocalObjectReference nodePublishSecretRef)
      implements CSIVolumeSourceBuilder.With {}

  /** Fields of the pod as files. */
  @ApiType("Fields of the pod as files.")
  public record DownwardAPIVolumeSource(
      @ApiField(number = 1, doc = "The files.") List<DownwardAPIVolumeFile> items,
      @ApiField(
              number = 2,
              doc = "Permission bits of files that name none of their own; 0644 unless set.",
              defaultValue = "420")
          @Nullable Integer defaultMode)
      implements DownwardAPIVolumeSourceBuilder.With {}

  /** A file with one field of the pod. */
  @ApiType("A file with one field of the pod.")
  public record DownwardAPIVolumeFile(
      @ApiField(
              number = 1,
              doc = "Path of the file below the mount; relative, without '..'.",
              required = true)
          String path,
      @ApiField(number = 2, doc = "Field of the pod's metadata that the file holds.")
          @Nullable ObjectFieldSelector fieldRef,
      @ApiField(number = 3, doc = "Request or limit of a container that the file holds.")
          @Nullable ResourceFieldSelector resourceFieldRef,
      @ApiField(
              number = 4,
              doc = "Permission bits of the file; the volume's defaultMode unless set.")
          @Nullable Integer mode)
      implements DownwardAPIVolumeFileBuilder.With {}

  /** An empty directory that lives as long as the pod. */
  @ApiType("An empty directory that lives as long as the pod.")
  public record EmptyDirVolumeSource(
      @ApiField(number = 1, doc = "Empty for the node's disk, Memory for RAM.")
          @Nullable String medium,
      @ApiField(number = 2, doc = "Size above which the pod is evicted.")
          @Nullable Quantity sizeLimit)
      implements EmptyDirVolumeSourceBuilder.With {}

  /** A claim that is made and removed with the pod. */
  @ApiType("A claim that is made and removed with the pod.")
  public record EphemeralVolumeSource(
      @ApiField(
              number = 1,
              doc = "The claim; its name is that of the pod and the volume joined by a dash.")
          @Nullable PersistentVolumeClaimTemplate volumeClaimTemplate)
      implements EphemeralVolumeSourceBuilder.With {}

  /** What a claim is made from. */
  @ApiType("What a claim is made from.")
  public record PersistentVolumeClaimTemplate(
      @ApiField(number = 1, doc = "Labels and annotations of the claim.")
          @Nullable ObjectMeta metadata,
      @ApiField(number = 2, doc = "Specification of the claim.", required = true)
          PersistentVolumeClaimSpec spec)
      implements PersistentVolumeClaimTemplateBuilder.With {}

  /** A volume of an exec-based driver. */
  @ApiType("A volume of an exec-based driver.")
  public record FlexVolumeSource(
      @ApiField(number = 1, doc = "Name of the driver.", required = true) String driver,
      @ApiField(
              number = 2,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.")
          @Nullable String fsType,
      @ApiField(number = 3, doc = "Secret passed to the driver.")
          @Nullable LocalObjectReference secretRef,
      @ApiField(number = 4, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(number = 5, doc = "Further settings for the driver.") Map<String, String> options)
      implements FlexVolumeSourceBuilder.With {}

  /** A clone of a git repository. */
  @ApiType("A clone of a git repository.")
  public record GitRepoVolumeSource(
      @ApiField(number = 1, doc = "URL of the repository.", required = true) String repository,
      @ApiField(number = 2, doc = "Commit to check out.") @Nullable String revision,
      @ApiField(number = 3, doc = "Directory of the clone; '.' is the volume itself.")
          @Nullable String directory)
      implements GitRepoVolumeSourceBuilder.With {}

  /** A Gluster volume. */
  @ApiType("A Gluster volume.")
  public record GlusterfsVolumeSource(
      @ApiField(number = 1, doc = "Endpoints object with the servers' addresses.", required = true)
          String endpoints,
      @ApiField(number = 2, doc = "Name of the volume.", required = true) String path,
      @ApiField(number = 3, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
      implements GlusterfsVolumeSourceBuilder.With {}

  /** An OCI image or artifact as a volume. */
  @ApiType("An OCI image or artifact as a volume.")
  public record ImageVolumeSource(
      @ApiField(number = 1, doc = "Name of the image or artifact.") @Nullable String reference,
      @ApiField(
              number = 2,
              doc = "When it is fetched: Always, IfNotPresent or Never.",
              enumValues = {"Always", "IfNotPresent", "Never"})
          @Nullable String pullPolicy)
      implements ImageVolumeSourceBuilder.With {}

  /** An iSCSI disk. */
  @ApiType("An iSCSI disk.")
  public record ISCSIVolumeSource(
      @ApiField(
              number = 1,
              doc = "Address of the target, with its port unless that is 3260.",
              required = true)
          String targetPortal,
      @ApiField(number = 2, doc = "Qualified name of the target.", required = true) String iqn,
      @ApiField(number = 3, doc = "Number of the logical unit.", required = true) Integer lun,
      @ApiField(
              number = 4,
              doc = "Interface to use; default unless set.",
              defaultValue = "\"default\"")
          @Nullable String iscsiInterface,
      @ApiField(
              number = 5,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.")
          @Nullable String fsType,
      @ApiField(number = 6, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(number = 7, doc = "Further addresses of the target.") List<String> portals,
      @ApiField(number = 8, doc = "Use CHAP for discovery.") @Nullable Boolean chapAuthDiscovery,
      @ApiField(number = 11, doc = "Use CHAP for the session.") @Nullable Boolean chapAuthSession,
      @ApiField(number = 10, doc = "Secret with the CHAP credentials.")
          @Nullable LocalObjectReference secretRef,
      @ApiField(number = 12, doc = "Name of the initiator, where it is not the node's.")
          @Nullable String initiatorName)
      implements ISCSIVolumeSourceBuilder.With {}

  /** A claim in the pod's namespace. */
  @ApiType("A claim in the pod's namespace.")
  public record PersistentVolumeClaimVolumeSource(
      @ApiField(number = 1, doc = "Name of the claim.", required = true) String claimName,
      @ApiField(number = 2, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
      implements PersistentVolumeClaimVolumeSourceBuilder.With {}

  /** Several sources in one directory. */
  @ApiType("Several sources in one directory.")
  public record ProjectedVolumeSource(
      @ApiField(number = 1, doc = "The sources.") List<VolumeProjection> sources,
      @ApiField(
              number = 2,
              doc = "Permission bits of files that name none of their own; 0644 unless set.",
              defaultValue = "420")
          @Nullable Integer defaultMode)
      implements ProjectedVolumeSourceBuilder.With {}

  /** One source of a projected volume; exactly one is set. */
  @ApiType("One source of a projected volume; exactly one is set.")
  public record VolumeProjection(
      @ApiField(number = 1, doc = "Entries of a Secret.") @Nullable SecretProjection secret,
      @ApiField(number = 2, doc = "Fields of the pod itself.")
          @Nullable DownwardAPIProjection downwardAPI,
      @ApiField(number = 3, doc = "Entries of a ConfigMap.")
          @Nullable ConfigMapProjection configMap,
      @ApiField(number = 4, doc = "A token of the pod's ServiceAccount.")
          @Nullable ServiceAccountTokenProjection serviceAccountToken,
      @ApiField(number = 5, doc = "Certificates of ClusterTrustBundles.")
          @Nullable ClusterTrustBundleProjection clusterTrustBundle,
      @ApiField(number = 6, doc = "A private key and certificate made for the pod.")
          @Nullable PodCertificateProjection podCertificate)
      implements VolumeProjectionBuilder.With {}

  /** Entries of a Secret. */
  @ApiType("Entries of a Secret.")
  public record SecretProjection(
      @ApiField(
              number = 2,
              doc = "Entries that become files, and at which path; all entries when empty.")
          List<KeyToPath> items,
      @ApiField(number = 4, doc = "Do not fail where the object or its key does not exist.")
          @Nullable Boolean optional,
      @ApiField(number = 1, within = 1, doc = "Name of the Secret.") @Nullable String name)
      implements SecretProjectionBuilder.With {}

  /** Fields of the pod. */
  @ApiType("Fields of the pod.")
  public record DownwardAPIProjection(
      @ApiField(number = 1, doc = "The files.") List<DownwardAPIVolumeFile> items)
      implements DownwardAPIProjectionBuilder.With {}

  /** Entries of a ConfigMap. */
  @ApiType("Entries of a ConfigMap.")
  public record ConfigMapProjection(
      @ApiField(
              number = 2,
              doc = "Entries that become files, and at which path; all entries when empty.")
          List<KeyToPath> items,
      @ApiField(number = 4, doc = "Do not fail where the object or its key does not exist.")
          @Nullable Boolean optional,
      @ApiField(number = 1, within = 1, doc = "Name of the ConfigMap.") @Nullable String name)
      implements ConfigMapProjectionBuilder.With {}

  /** A token of the pod's ServiceAccount, renewed before it ends. */
  @ApiType("A token of the pod's ServiceAccount, renewed before it ends.")
  public record ServiceAccountTokenProjection(
      @ApiField(number = 1, doc = "For whom the token is meant; the API server unless set.")
          @Nullable String audience,
      @ApiField(
              number = 2,
              doc = "Seconds the token is valid; 3600 unless set, 600 at least.",
              defaultValue = "3600")
          @Nullable Long expirationSeconds,
      @ApiField(number = 3, doc = "Path of the file below the mount.", required = true) String path)
      implements ServiceAccountTokenProjectionBuilder.With {}

  /** Certificates of ClusterTrustBundles. */
  @ApiType("Certificates of ClusterTrustBundles.")
  public record ClusterTrustBundleProjection(
      @ApiField(number = 1, doc = "Name of the one bundle.") @Nullable String name,
      @ApiField(number = 2, doc = "Take all bundles of this signer.") @Nullable String signerName,
      @ApiField(number = 3, doc = "Of a signer's bundles, those with these labels.")
          @Nullable LabelSelector labelSelector,
      @ApiField(number = 5, doc = "Do not fail where the object or its key does not exist.")
          @Nullable Boolean optional,
      @ApiField(number = 4, doc = "Path of the file below the mount.", required = true) String path)
      implements ClusterTrustBundleProjectionBuilder.With {}

  /** A private key and certificate made for the pod, renewed in time. */
  @ApiType("A private key and certificate made for the pod, renewed in time.")
  public record PodCertificateProjection(
      @ApiField(number = 1, doc = "Who signs the certificate.", required = true) String signerName,
      @ApiField(number = 2, doc = "Type of the key, such as ED25519 or RSA3072.", required = true)
          String keyType,
      @ApiField(number = 3, doc = "Longest validity that is asked for.", defaultValue = "86400")
          @Nullable Integer maxExpirationSeconds,
      @ApiField(number = 4, doc = "File for key and certificates together.")
          @Nullable String credentialBundlePath,
      @ApiField(number = 5, doc = "File for the key alone.") @Nullable String keyPath,
      @ApiField(number = 6, doc = "File for the certificates alone.")
          @Nullable String certificateChainPath)
      implements PodCertificateProjectionBuilder.With {}

  /** A Ceph block device. */
  @ApiType("A Ceph block device.")
  public record RBDVolumeSource(
      @ApiField(number = 1, doc = "Addresses of the Ceph monitors.", required = true)
          List<String> monitors,
      @ApiField(number = 2, doc = "Name of the image.", required = true) String image,
      @ApiField(
              number = 3,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.")
          @Nullable String fsType,
      @ApiField(number = 4, doc = "Pool of the image; rbd unless set.", defaultValue = "\"rbd\"")
          @Nullable String pool,
      @ApiField(
              number = 5,
              doc = "User to log in as; admin unless set.",
              defaultValue = "\"admin\"")
          @Nullable String user,
      @ApiField(
              number = 6,
              doc = "Key ring file on the node; /etc/ceph/keyring unless set.",
              defaultValue = "\"/etc/ceph/keyring\"")
          @Nullable String keyring,
      @ApiField(number = 7, doc = "Secret with the user's key; goes before keyring.")
          @Nullable LocalObjectReference secretRef,
      @ApiField(number = 8, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
      implements RBDVolumeSourceBuilder.With {}

  /** A ScaleIO volume. */
  @ApiType("A ScaleIO volume.")
  public record ScaleIOVolumeSource(
      @ApiField(number = 1, doc = "Address of the gateway.", required = true) String gateway,
      @ApiField(number = 2, doc = "Name of the storage system.", required = true) String system,
      @ApiField(number = 3, doc = "Secret with user and password.", required = true)
          LocalObjectReference secretRef,
      @ApiField(number = 4, doc = "Talk to the gateway over TLS.") @Nullable Boolean sslEnabled,
      @ApiField(number = 5, doc = "Protection domain of the storage.")
          @Nullable String protectionDomain,
      @ApiField(number = 6, doc = "Storage pool in the domain.") @Nullable String storagePool,
      @ApiField(
              number = 7,
              doc = "ThickProvisioned or ThinProvisioned; thin unless set.",
              defaultValue = "\"ThinProvisioned\"")
          @Nullable String storageMode,
      @ApiField(number = 8, doc = "Name of the volume.") @Nullable String volumeName,
      @ApiField(
              number = 9,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.",
              defaultValue = "\"xfs\"")
          @Nullable String fsType,
      @ApiField(number = 10, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
      implements ScaleIOVolumeSourceBuilder.With {}

  /** Entries of a Secret as files. */
  @ApiType("Entries of a Secret as files.")
  public record SecretVolumeSource(
      @ApiField(number = 1, doc = "Name of the Secret.") @Nullable String secretName,
      @ApiField(
              number = 2,
              doc = "Entries that become files, and at which path; all entries when empty.")
          List<KeyToPath> items,
      @ApiField(
              number = 3,
              doc = "Permission bits of files that name none of their own; 0644 unless set.",
              defaultValue = "420")
          @Nullable Integer defaultMode,
      @ApiField(number = 4, doc = "Do not fail where the object or its key does not exist.")
          @Nullable Boolean optional)
      implements SecretVolumeSourceBuilder.With {}

  /** A StorageOS volume. */
  @ApiType("A StorageOS volume.")
  public record StorageOSVolumeSource(
      @ApiField(number = 1, doc = "Name of the volume.") @Nullable String volumeName,
      @ApiField(number = 2, doc = "StorageOS namespace of the volume; the pod's unless set.")
          @Nullable String volumeNamespace,
      @ApiField(
              number = 3,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.")
          @Nullable String fsType,
      @ApiField(number = 4, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(number = 5, doc = "Secret with the credentials to reach the volume.")
          @Nullable LocalObjectReference secretRef)
      implements StorageOSVolumeSourceBuilder.With {}
}

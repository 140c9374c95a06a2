package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where storage is and how it may be used; exactly one source is set. */
@ApiType("Where storage is and how it may be used; exactly one source is set.")
public record PersistentVolumeSpec(
    @ApiField(number = 1, doc = "Size of the volume.") Map<String, Quantity> capacity,
    @ApiField(number = 3, doc = "How nodes and pods can mount it.") List<String> accessModes,
    @ApiField(number = 4, doc = "Claim it is bound to.", granular = true)
        @Nullable ObjectReference claimRef,
    @ApiField(
            number = 5,
            doc = "What happens after its claim is gone: Retain, Delete or Recycle.",
            defaultValue = "\"Retain\"",
            enumValues = {"Delete", "Recycle", "Retain"})
        @Nullable String persistentVolumeReclaimPolicy,
    @ApiField(number = 6, doc = "StorageClass it belongs to; empty for none.")
        @Nullable String storageClassName,
    @ApiField(number = 7, doc = "Options for mounting.") List<String> mountOptions,
    @ApiField(
            number = 8,
            doc = "Filesystem or Block; Filesystem unless set.",
            defaultValue = "\"Filesystem\"",
            enumValues = {"Block", "Filesystem"})
        @Nullable String volumeMode,
    @ApiField(number = 9, doc = "Nodes from which it can be reached.")
        @Nullable VolumeNodeAffinity nodeAffinity,
    @ApiField(number = 10, doc = "VolumeAttributesClass with its changeable settings.")
        @Nullable String volumeAttributesClassName,
    @ApiField(number = 2, within = 2, doc = "A disk of AWS; served by its CSI driver.")
        @Nullable AWSElasticBlockStoreVolumeSource awsElasticBlockStore,
    @ApiField(number = 16, within = 2, doc = "A data disk of Azure; served by its CSI driver.")
        @Nullable AzureDiskVolumeSource azureDisk,
    @ApiField(number = 13, within = 2, doc = "A file share of Azure; served by its CSI driver.")
        @Nullable AzureFilePersistentVolumeSource azureFile,
    @ApiField(number = 9, within = 2, doc = "A CephFS tree; no longer supported.")
        @Nullable CephFSPersistentVolumeSource cephfs,
    @ApiField(number = 8, within = 2, doc = "A volume of OpenStack; served by its CSI driver.")
        @Nullable CinderPersistentVolumeSource cinder,
    @ApiField(number = 22, within = 2, doc = "A volume of a CSI driver.")
        @Nullable CSIPersistentVolumeSource csi,
    @ApiField(number = 10, within = 2, doc = "A Fibre Channel disk.") @Nullable FCVolumeSource fc,
    @ApiField(
            number = 12,
            within = 2,
            doc = "A volume of an exec-based driver; CSI took its place.")
        @Nullable FlexPersistentVolumeSource flexVolume,
    @ApiField(number = 11, within = 2, doc = "A Flocker volume; no longer supported.")
        @Nullable FlockerVolumeSource flocker,
    @ApiField(
            number = 1,
            within = 2,
            doc = "A persistent disk of Google; served by its CSI driver.")
        @Nullable GCEPersistentDiskVolumeSource gcePersistentDisk,
    @ApiField(number = 4, within = 2, doc = "A Gluster volume; no longer supported.")
        @Nullable GlusterfsPersistentVolumeSource glusterfs,
    @ApiField(
            number = 3,
            within = 2,
            doc = "A directory of a node, for trying out on a single node.")
        @Nullable HostPathVolumeSource hostPath,
    @ApiField(number = 7, within = 2, doc = "An iSCSI disk.")
        @Nullable ISCSIPersistentVolumeSource iscsi,
    @ApiField(number = 20, within = 2, doc = "A disk or directory of one node.")
        @Nullable LocalVolumeSource local,
    @ApiField(number = 5, within = 2, doc = "A directory of an NFS server.")
        @Nullable NFSVolumeSource nfs,
    @ApiField(number = 17, within = 2, doc = "A Photon disk; no longer supported.")
        @Nullable PhotonPersistentDiskVolumeSource photonPersistentDisk,
    @ApiField(number = 18, within = 2, doc = "A Portworx volume; served by its CSI driver.")
        @Nullable PortworxVolumeSource portworxVolume,
    @ApiField(number = 15, within = 2, doc = "A Quobyte volume; no longer supported.")
        @Nullable QuobyteVolumeSource quobyte,
    @ApiField(number = 6, within = 2, doc = "A Ceph block device; no longer supported.")
        @Nullable RBDPersistentVolumeSource rbd,
    @ApiField(number = 19, within = 2, doc = "A ScaleIO volume; no longer supported.")
        @Nullable ScaleIOPersistentVolumeSource scaleIO,
    @ApiField(number = 21, within = 2, doc = "A StorageOS volume; no longer supported.")
        @Nullable StorageOSPersistentVolumeSource storageos,
    @ApiField(number = 14, within = 2, doc = "A disk of vSphere; served by its CSI driver.")
        @Nullable VsphereVirtualDiskVolumeSource vsphereVolume)
    implements PersistentVolumeSpecBuilder.With {

  /** Nodes from which a volume can be reached. */
  @ApiType("Nodes from which a volume can be reached.")
  public record VolumeNodeAffinity(
      @ApiField(number = 1, doc = "Nodes must match this.") @Nullable NodeSelector required)
      implements VolumeNodeAffinityBuilder.With {}

  /** A file share of Azure, for a PersistentVolume. */
  @ApiType("A file share of Azure, for a PersistentVolume.")
  public record AzureFilePersistentVolumeSource(
      @ApiField(
              number = 1,
              doc = "Secret with the storage account's name and key.",
              required = true)
          String secretName,
      @ApiField(number = 2, doc = "Name of the share.", required = true) String shareName,
      @ApiField(number = 3, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "Namespace of the secret; that of the claim unless set.")
          @Nullable String secretNamespace)
      implements AzureFilePersistentVolumeSourceBuilder.With {}

  /** A CephFS tree, for a PersistentVolume. */
  @ApiType("A CephFS tree, for a PersistentVolume.")
  public record CephFSPersistentVolumeSource(
      @ApiField(number = 1, doc = "Addresses of the Ceph monitors.", required = true)
          List<String> monitors,
      @ApiField(number = 2, doc = "Directory to mount; the root unless set.") @Nullable String path,
      @ApiField(number = 3, doc = "User to log in as; admin unless set.") @Nullable String user,
      @ApiField(number = 4, doc = "File on the node with the user's key ring.")
          @Nullable String secretFile,
      @ApiField(number = 5, doc = "Secret with the user's key; goes before secretFile.")
          @Nullable SecretReference secretRef,
      @ApiField(number = 6, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
      implements CephFSPersistentVolumeSourceBuilder.With {}

  /** Names a secret in any namespace. */
  @ApiType(value = "Names a secret in any namespace.", atomic = true)
  public record SecretReference(
      @ApiField(number = 1, doc = "Name of the secret.") @Nullable String name,
      @ApiField(number = 2, doc = "Namespace of the secret.") @Nullable String namespace)
      implements SecretReferenceBuilder.With {}

  /** A volume of OpenStack, for a PersistentVolume. */
  @ApiType("A volume of OpenStack, for a PersistentVolume.")
  public record CinderPersistentVolumeSource(
      @ApiField(number = 1, doc = "Id of the volume.", required = true) String volumeID,
      @ApiField(
              number = 2,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.")
          @Nullable String fsType,
      @ApiField(number = 3, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "Secret with the credentials to reach the volume.")
          @Nullable SecretReference secretRef)
      implements CinderPersistentVolumeSourceBuilder.With {}

  /** A volume of a CSI driver. */
  @ApiType("A volume of a CSI driver.")
  public record CSIPersistentVolumeSource(
      @ApiField(number = 1, doc = "Name of the driver.", required = true) String driver,
      @ApiField(number = 2, doc = "Id of the volume at its driver.", required = true)
          String volumeHandle,
      @ApiField(number = 3, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(
              number = 4,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.")
          @Nullable String fsType,
      @ApiField(number = 5, doc = "Settings of the volume, from its driver.")
          Map<String, String> volumeAttributes,
      @ApiField(number = 6, doc = "Secret for the driver's attach and detach calls.")
          @Nullable SecretReference controllerPublishSecretRef,
      @ApiField(number = 7, doc = "Secret for the driver's stage call.")
          @Nullable SecretReference nodeStageSecretRef,
      @ApiField(number = 8, doc = "Secret for the driver's publish call.")
          @Nullable SecretReference nodePublishSecretRef,
      @ApiField(number = 9, doc = "Secret for the driver's expand call at its controller.")
          @Nullable SecretReference controllerExpandSecretRef,
      @ApiField(number = 10, doc = "Secret for the driver's expand call at the node.")
          @Nullable SecretReference nodeExpandSecretRef)
      implements CSIPersistentVolumeSourceBuilder.With {}

  /** A volume of an exec-based driver, for a PersistentVolume. */
  @ApiType("A volume of an exec-based driver, for a PersistentVolume.")
  public record FlexPersistentVolumeSource(
      @ApiField(number = 1, doc = "Name of the driver.", required = true) String driver,
      @ApiField(
              number = 2,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.")
          @Nullable String fsType,
      @ApiField(number = 3, doc = "Secret passed to the driver.")
          @Nullable SecretReference secretRef,
      @ApiField(number = 4, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(number = 5, doc = "Further settings for the driver.") Map<String, String> options)
      implements FlexPersistentVolumeSourceBuilder.With {}

  /** A Gluster volume, for a PersistentVolume. */
  @ApiType("A Gluster volume, for a PersistentVolume.")
  public record GlusterfsPersistentVolumeSource(
      @ApiField(number = 1, doc = "Endpoints object with the servers' addresses.", required = true)
          String endpoints,
      @ApiField(number = 2, doc = "Name of the volume.", required = true) String path,
      @ApiField(number = 3, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "Namespace of the Endpoints; that of the claim unless set.")
          @Nullable String endpointsNamespace)
      implements GlusterfsPersistentVolumeSourceBuilder.With {}

  /** An iSCSI disk, for a PersistentVolume. */
  @ApiType("An iSCSI disk, for a PersistentVolume.")
  public record ISCSIPersistentVolumeSource(
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
          @Nullable SecretReference secretRef,
      @ApiField(number = 12, doc = "Name of the initiator, where it is not the node's.")
          @Nullable String initiatorName)
      implements ISCSIPersistentVolumeSourceBuilder.With {}

  /** A disk or directory of one node. */
  @ApiType("A disk or directory of one node.")
  public record LocalVolumeSource(
      @ApiField(number = 1, doc = "Path of the directory or block device.", required = true)
          String path,
      @ApiField(number = 2, doc = "File system to make where a block device has none.")
          @Nullable String fsType)
      implements LocalVolumeSourceBuilder.With {}

  /** A Ceph block device, for a PersistentVolume. */
  @ApiType("A Ceph block device, for a PersistentVolume.")
  public record RBDPersistentVolumeSource(
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
          @Nullable SecretReference secretRef,
      @ApiField(number = 8, doc = "Mount the volume read-only.") @Nullable Boolean readOnly)
      implements RBDPersistentVolumeSourceBuilder.With {}

  /** A ScaleIO volume, for a PersistentVolume. */
  @ApiType("A ScaleIO volume, for a PersistentVolume.")
  public record ScaleIOPersistentVolumeSource(
      @ApiField(number = 1, doc = "Address of the gateway.", required = true) String gateway,
      @ApiField(number = 2, doc = "Name of the storage system.", required = true) String system,
      @ApiField(number = 3, doc = "Secret with user and password.", required = true)
          SecretReference secretRef,
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
      implements ScaleIOPersistentVolumeSourceBuilder.With {}

  /** A StorageOS volume, for a PersistentVolume. */
  @ApiType("A StorageOS volume, for a PersistentVolume.")
  public record StorageOSPersistentVolumeSource(
      @ApiField(number = 1, doc = "Name of the volume.") @Nullable String volumeName,
      @ApiField(number = 2, doc = "StorageOS namespace of the volume; the pod's unless set.")
          @Nullable String volumeNamespace,
      @ApiField(
              number = 3,
              doc = "File system of the volume; empty lets the driver choose, usually ext4.")
          @Nullable String fsType,
      @ApiField(number = 4, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
      @ApiField(number = 5, doc = "Secret with the credentials to reach the volume.")
          @Nullable ObjectReference secretRef)
      implements StorageOSPersistentVolumeSourceBuilder.With {}
}

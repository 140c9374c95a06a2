package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:PersistentVolumeSpec */
@ApiType("TYPEDOC:PersistentVolumeSpec")
public record PersistentVolumeSpec(
    @ApiField(number = 1, doc = "FIELD:PersistentVolumeSpec.capacity")
        Map<String, Quantity> capacity,
    @ApiField(number = 3, doc = "FIELD:PersistentVolumeSpec.accessModes") List<String> accessModes,
    @ApiField(number = 4, doc = "FIELD:PersistentVolumeSpec.claimRef")
        @Nullable ObjectReference claimRef,
    @ApiField(
            number = 5,
            doc = "FIELD:PersistentVolumeSpec.persistentVolumeReclaimPolicy",
            defaultValue = "\"Retain\"",
            enumValues = {"Delete", "Recycle", "Retain"})
        @Nullable String persistentVolumeReclaimPolicy,
    @ApiField(number = 6, doc = "FIELD:PersistentVolumeSpec.storageClassName")
        @Nullable String storageClassName,
    @ApiField(number = 7, doc = "FIELD:PersistentVolumeSpec.mountOptions")
        List<String> mountOptions,
    @ApiField(
            number = 8,
            doc = "FIELD:PersistentVolumeSpec.volumeMode",
            defaultValue = "\"Filesystem\"",
            enumValues = {"Block", "Filesystem"})
        @Nullable String volumeMode,
    @ApiField(number = 9, doc = "FIELD:PersistentVolumeSpec.nodeAffinity")
        @Nullable VolumeNodeAffinity nodeAffinity,
    @ApiField(number = 10, doc = "FIELD:PersistentVolumeSpec.volumeAttributesClassName")
        @Nullable String volumeAttributesClassName,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.awsElasticBlockStore")
        @Nullable AWSElasticBlockStoreVolumeSource awsElasticBlockStore,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.azureDisk")
        @Nullable AzureDiskVolumeSource azureDisk,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.azureFile")
        @Nullable AzureFilePersistentVolumeSource azureFile,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.cephfs")
        @Nullable CephFSPersistentVolumeSource cephfs,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.cinder")
        @Nullable CinderPersistentVolumeSource cinder,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.csi") @Nullable CSIPersistentVolumeSource csi,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.fc") @Nullable FCVolumeSource fc,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.flexVolume")
        @Nullable FlexPersistentVolumeSource flexVolume,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.flocker") @Nullable FlockerVolumeSource flocker,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.gcePersistentDisk")
        @Nullable GCEPersistentDiskVolumeSource gcePersistentDisk,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.glusterfs")
        @Nullable GlusterfsPersistentVolumeSource glusterfs,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.hostPath") @Nullable HostPathVolumeSource hostPath,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.iscsi") @Nullable ISCSIPersistentVolumeSource iscsi,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.local") @Nullable LocalVolumeSource local,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.nfs") @Nullable NFSVolumeSource nfs,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.photonPersistentDisk")
        @Nullable PhotonPersistentDiskVolumeSource photonPersistentDisk,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.portworxVolume")
        @Nullable PortworxVolumeSource portworxVolume,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.quobyte") @Nullable QuobyteVolumeSource quobyte,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.rbd") @Nullable RBDPersistentVolumeSource rbd,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.scaleIO")
        @Nullable ScaleIOPersistentVolumeSource scaleIO,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.storageos")
        @Nullable StorageOSPersistentVolumeSource storageos,
    @ApiField(doc = "FIELD:PersistentVolumeSpec.vsphereVolume")
        @Nullable VsphereVirtualDiskVolumeSource vsphereVolume)
    implements PersistentVolumeSpecBuilder.With {

  /** DOC:VolumeNodeAffinity */
  @ApiType("TYPEDOC:VolumeNodeAffinity")
  public record VolumeNodeAffinity(
      @ApiField(number = 1, doc = "FIELD:VolumeNodeAffinity.required")
          @Nullable NodeSelector required)
      implements VolumeNodeAffinityBuilder.With {}

  /** DOC:AzureFilePersistentVolumeSource */
  @ApiType("TYPEDOC:AzureFilePersistentVolumeSource")
  public record AzureFilePersistentVolumeSource(
      @ApiField(
              number = 1,
              doc = "FIELD:AzureFilePersistentVolumeSource.secretName",
              required = true)
          String secretName,
      @ApiField(
              number = 2,
              doc = "FIELD:AzureFilePersistentVolumeSource.shareName",
              required = true)
          String shareName,
      @ApiField(number = 3, doc = "FIELD:AzureFilePersistentVolumeSource.readOnly")
          @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "FIELD:AzureFilePersistentVolumeSource.secretNamespace")
          @Nullable String secretNamespace)
      implements AzureFilePersistentVolumeSourceBuilder.With {}

  /** DOC:CephFSPersistentVolumeSource */
  @ApiType("TYPEDOC:CephFSPersistentVolumeSource")
  public record CephFSPersistentVolumeSource(
      @ApiField(number = 1, doc = "FIELD:CephFSPersistentVolumeSource.monitors", required = true)
          List<String> monitors,
      @ApiField(number = 2, doc = "FIELD:CephFSPersistentVolumeSource.path") @Nullable String path,
      @ApiField(number = 3, doc = "FIELD:CephFSPersistentVolumeSource.user") @Nullable String user,
      @ApiField(number = 4, doc = "FIELD:CephFSPersistentVolumeSource.secretFile")
          @Nullable String secretFile,
      @ApiField(number = 5, doc = "FIELD:CephFSPersistentVolumeSource.secretRef")
          @Nullable SecretReference secretRef,
      @ApiField(number = 6, doc = "FIELD:CephFSPersistentVolumeSource.readOnly")
          @Nullable Boolean readOnly)
      implements CephFSPersistentVolumeSourceBuilder.With {}

  /** DOC:SecretReference */
  @ApiType("TYPEDOC:SecretReference")
  public record SecretReference(
      @ApiField(number = 1, doc = "FIELD:SecretReference.name") @Nullable String name,
      @ApiField(number = 2, doc = "FIELD:SecretReference.namespace") @Nullable String namespace)
      implements SecretReferenceBuilder.With {}

  /** DOC:CinderPersistentVolumeSource */
  @ApiType("TYPEDOC:CinderPersistentVolumeSource")
  public record CinderPersistentVolumeSource(
      @ApiField(number = 1, doc = "FIELD:CinderPersistentVolumeSource.volumeID", required = true)
          String volumeID,
      @ApiField(number = 2, doc = "FIELD:CinderPersistentVolumeSource.fsType")
          @Nullable String fsType,
      @ApiField(number = 3, doc = "FIELD:CinderPersistentVolumeSource.readOnly")
          @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "FIELD:CinderPersistentVolumeSource.secretRef")
          @Nullable SecretReference secretRef)
      implements CinderPersistentVolumeSourceBuilder.With {}

  /** DOC:CSIPersistentVolumeSource */
  @ApiType("TYPEDOC:CSIPersistentVolumeSource")
  public record CSIPersistentVolumeSource(
      @ApiField(number = 1, doc = "FIELD:CSIPersistentVolumeSource.driver", required = true)
          String driver,
      @ApiField(number = 2, doc = "FIELD:CSIPersistentVolumeSource.volumeHandle", required = true)
          String volumeHandle,
      @ApiField(number = 3, doc = "FIELD:CSIPersistentVolumeSource.readOnly")
          @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "FIELD:CSIPersistentVolumeSource.fsType") @Nullable String fsType,
      @ApiField(number = 5, doc = "FIELD:CSIPersistentVolumeSource.volumeAttributes")
          Map<String, String> volumeAttributes,
      @ApiField(number = 6, doc = "FIELD:CSIPersistentVolumeSource.controllerPublishSecretRef")
          @Nullable SecretReference controllerPublishSecretRef,
      @ApiField(number = 7, doc = "FIELD:CSIPersistentVolumeSource.nodeStageSecretRef")
          @Nullable SecretReference nodeStageSecretRef,
      @ApiField(number = 8, doc = "FIELD:CSIPersistentVolumeSource.nodePublishSecretRef")
          @Nullable SecretReference nodePublishSecretRef,
      @ApiField(number = 9, doc = "FIELD:CSIPersistentVolumeSource.controllerExpandSecretRef")
          @Nullable SecretReference controllerExpandSecretRef,
      @ApiField(number = 10, doc = "FIELD:CSIPersistentVolumeSource.nodeExpandSecretRef")
          @Nullable SecretReference nodeExpandSecretRef)
      implements CSIPersistentVolumeSourceBuilder.With {}

  /** DOC:FlexPersistentVolumeSource */
  @ApiType("TYPEDOC:FlexPersistentVolumeSource")
  public record FlexPersistentVolumeSource(
      @ApiField(number = 1, doc = "FIELD:FlexPersistentVolumeSource.driver", required = true)
          String driver,
      @ApiField(number = 2, doc = "FIELD:FlexPersistentVolumeSource.fsType")
          @Nullable String fsType,
      @ApiField(number = 3, doc = "FIELD:FlexPersistentVolumeSource.secretRef")
          @Nullable SecretReference secretRef,
      @ApiField(number = 4, doc = "FIELD:FlexPersistentVolumeSource.readOnly")
          @Nullable Boolean readOnly,
      @ApiField(number = 5, doc = "FIELD:FlexPersistentVolumeSource.options")
          Map<String, String> options)
      implements FlexPersistentVolumeSourceBuilder.With {}

  /** DOC:GlusterfsPersistentVolumeSource */
  @ApiType("TYPEDOC:GlusterfsPersistentVolumeSource")
  public record GlusterfsPersistentVolumeSource(
      @ApiField(
              number = 1,
              doc = "FIELD:GlusterfsPersistentVolumeSource.endpoints",
              required = true)
          String endpoints,
      @ApiField(number = 2, doc = "FIELD:GlusterfsPersistentVolumeSource.path", required = true)
          String path,
      @ApiField(number = 3, doc = "FIELD:GlusterfsPersistentVolumeSource.readOnly")
          @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "FIELD:GlusterfsPersistentVolumeSource.endpointsNamespace")
          @Nullable String endpointsNamespace)
      implements GlusterfsPersistentVolumeSourceBuilder.With {}

  /** DOC:ISCSIPersistentVolumeSource */
  @ApiType("TYPEDOC:ISCSIPersistentVolumeSource")
  public record ISCSIPersistentVolumeSource(
      @ApiField(number = 1, doc = "FIELD:ISCSIPersistentVolumeSource.targetPortal", required = true)
          String targetPortal,
      @ApiField(number = 2, doc = "FIELD:ISCSIPersistentVolumeSource.iqn", required = true)
          String iqn,
      @ApiField(number = 3, doc = "FIELD:ISCSIPersistentVolumeSource.lun", required = true)
          Integer lun,
      @ApiField(number = 4, doc = "FIELD:ISCSIPersistentVolumeSource.iscsiInterface")
          @Nullable String iscsiInterface,
      @ApiField(number = 5, doc = "FIELD:ISCSIPersistentVolumeSource.fsType")
          @Nullable String fsType,
      @ApiField(number = 6, doc = "FIELD:ISCSIPersistentVolumeSource.readOnly")
          @Nullable Boolean readOnly,
      @ApiField(number = 7, doc = "FIELD:ISCSIPersistentVolumeSource.portals") List<String> portals,
      @ApiField(number = 8, doc = "FIELD:ISCSIPersistentVolumeSource.chapAuthDiscovery")
          @Nullable Boolean chapAuthDiscovery,
      @ApiField(number = 11, doc = "FIELD:ISCSIPersistentVolumeSource.chapAuthSession")
          @Nullable Boolean chapAuthSession,
      @ApiField(number = 10, doc = "FIELD:ISCSIPersistentVolumeSource.secretRef")
          @Nullable SecretReference secretRef,
      @ApiField(number = 12, doc = "FIELD:ISCSIPersistentVolumeSource.initiatorName")
          @Nullable String initiatorName)
      implements ISCSIPersistentVolumeSourceBuilder.With {}

  /** DOC:LocalVolumeSource */
  @ApiType("TYPEDOC:LocalVolumeSource")
  public record LocalVolumeSource(
      @ApiField(number = 1, doc = "FIELD:LocalVolumeSource.path", required = true) String path,
      @ApiField(number = 2, doc = "FIELD:LocalVolumeSource.fsType") @Nullable String fsType)
      implements LocalVolumeSourceBuilder.With {}

  /** DOC:RBDPersistentVolumeSource */
  @ApiType("TYPEDOC:RBDPersistentVolumeSource")
  public record RBDPersistentVolumeSource(
      @ApiField(number = 1, doc = "FIELD:RBDPersistentVolumeSource.monitors", required = true)
          List<String> monitors,
      @ApiField(number = 2, doc = "FIELD:RBDPersistentVolumeSource.image", required = true)
          String image,
      @ApiField(number = 3, doc = "FIELD:RBDPersistentVolumeSource.fsType") @Nullable String fsType,
      @ApiField(number = 4, doc = "FIELD:RBDPersistentVolumeSource.pool") @Nullable String pool,
      @ApiField(number = 5, doc = "FIELD:RBDPersistentVolumeSource.user") @Nullable String user,
      @ApiField(number = 6, doc = "FIELD:RBDPersistentVolumeSource.keyring")
          @Nullable String keyring,
      @ApiField(number = 7, doc = "FIELD:RBDPersistentVolumeSource.secretRef")
          @Nullable SecretReference secretRef,
      @ApiField(number = 8, doc = "FIELD:RBDPersistentVolumeSource.readOnly")
          @Nullable Boolean readOnly)
      implements RBDPersistentVolumeSourceBuilder.With {}

  /** DOC:ScaleIOPersistentVolumeSource */
  @ApiType("TYPEDOC:ScaleIOPersistentVolumeSource")
  public record ScaleIOPersistentVolumeSource(
      @ApiField(number = 1, doc = "FIELD:ScaleIOPersistentVolumeSource.gateway", required = true)
          String gateway,
      @ApiField(number = 2, doc = "FIELD:ScaleIOPersistentVolumeSource.system", required = true)
          String system,
      @ApiField(number = 3, doc = "FIELD:ScaleIOPersistentVolumeSource.secretRef", required = true)
          SecretReference secretRef,
      @ApiField(number = 4, doc = "FIELD:ScaleIOPersistentVolumeSource.sslEnabled")
          @Nullable Boolean sslEnabled,
      @ApiField(number = 5, doc = "FIELD:ScaleIOPersistentVolumeSource.protectionDomain")
          @Nullable String protectionDomain,
      @ApiField(number = 6, doc = "FIELD:ScaleIOPersistentVolumeSource.storagePool")
          @Nullable String storagePool,
      @ApiField(number = 7, doc = "FIELD:ScaleIOPersistentVolumeSource.storageMode")
          @Nullable String storageMode,
      @ApiField(number = 8, doc = "FIELD:ScaleIOPersistentVolumeSource.volumeName")
          @Nullable String volumeName,
      @ApiField(number = 9, doc = "FIELD:ScaleIOPersistentVolumeSource.fsType")
          @Nullable String fsType,
      @ApiField(number = 10, doc = "FIELD:ScaleIOPersistentVolumeSource.readOnly")
          @Nullable Boolean readOnly)
      implements ScaleIOPersistentVolumeSourceBuilder.With {}

  /** DOC:StorageOSPersistentVolumeSource */
  @ApiType("TYPEDOC:StorageOSPersistentVolumeSource")
  public record StorageOSPersistentVolumeSource(
      @ApiField(number = 1, doc = "FIELD:StorageOSPersistentVolumeSource.volumeName")
          @Nullable String volumeName,
      @ApiField(number = 2, doc = "FIELD:StorageOSPersistentVolumeSource.volumeNamespace")
          @Nullable String volumeNamespace,
      @ApiField(number = 3, doc = "FIELD:StorageOSPersistentVolumeSource.fsType")
          @Nullable String fsType,
      @ApiField(number = 4, doc = "FIELD:StorageOSPersistentVolumeSource.readOnly")
          @Nullable Boolean readOnly,
      @ApiField(number = 5, doc = "FIELD:StorageOSPersistentVolumeSource.secretRef")
          @Nullable ObjectReference secretRef)
      implements StorageOSPersistentVolumeSourceBuilder.With {}
}

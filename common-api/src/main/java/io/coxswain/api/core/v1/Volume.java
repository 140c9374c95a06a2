package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:Volume */
@ApiType("TYPEDOC:Volume")
public record Volume(
    @ApiField(number = 1, doc = "FIELD:Volume.name", required = true) String name,
    @ApiField(doc = "FIELD:Volume.awsElasticBlockStore")
        @Nullable AWSElasticBlockStoreVolumeSource awsElasticBlockStore,
    @ApiField(doc = "FIELD:Volume.azureDisk") @Nullable AzureDiskVolumeSource azureDisk,
    @ApiField(doc = "FIELD:Volume.azureFile") @Nullable AzureFileVolumeSource azureFile,
    @ApiField(doc = "FIELD:Volume.cephfs") @Nullable CephFSVolumeSource cephfs,
    @ApiField(doc = "FIELD:Volume.cinder") @Nullable CinderVolumeSource cinder,
    @ApiField(doc = "FIELD:Volume.configMap") @Nullable ConfigMapVolumeSource configMap,
    @ApiField(doc = "FIELD:Volume.csi") @Nullable CSIVolumeSource csi,
    @ApiField(doc = "FIELD:Volume.downwardAPI") @Nullable DownwardAPIVolumeSource downwardAPI,
    @ApiField(doc = "FIELD:Volume.emptyDir") @Nullable EmptyDirVolumeSource emptyDir,
    @ApiField(doc = "FIELD:Volume.ephemeral") @Nullable EphemeralVolumeSource ephemeral,
    @ApiField(doc = "FIELD:Volume.fc") @Nullable FCVolumeSource fc,
    @ApiField(doc = "FIELD:Volume.flexVolume") @Nullable FlexVolumeSource flexVolume,
    @ApiField(doc = "FIELD:Volume.flocker") @Nullable FlockerVolumeSource flocker,
    @ApiField(doc = "FIELD:Volume.gcePersistentDisk")
        @Nullable GCEPersistentDiskVolumeSource gcePersistentDisk,
    @ApiField(doc = "FIELD:Volume.gitRepo") @Nullable GitRepoVolumeSource gitRepo,
    @ApiField(doc = "FIELD:Volume.glusterfs") @Nullable GlusterfsVolumeSource glusterfs,
    @ApiField(doc = "FIELD:Volume.hostPath") @Nullable HostPathVolumeSource hostPath,
    @ApiField(doc = "FIELD:Volume.image") @Nullable ImageVolumeSource image,
    @ApiField(doc = "FIELD:Volume.iscsi") @Nullable ISCSIVolumeSource iscsi,
    @ApiField(doc = "FIELD:Volume.nfs") @Nullable NFSVolumeSource nfs,
    @ApiField(doc = "FIELD:Volume.persistentVolumeClaim")
        @Nullable PersistentVolumeClaimVolumeSource persistentVolumeClaim,
    @ApiField(doc = "FIELD:Volume.photonPersistentDisk")
        @Nullable PhotonPersistentDiskVolumeSource photonPersistentDisk,
    @ApiField(doc = "FIELD:Volume.portworxVolume") @Nullable PortworxVolumeSource portworxVolume,
    @ApiField(doc = "FIELD:Volume.projected") @Nullable ProjectedVolumeSource projected,
    @ApiField(doc = "FIELD:Volume.quobyte") @Nullable QuobyteVolumeSource quobyte,
    @ApiField(doc = "FIELD:Volume.rbd") @Nullable RBDVolumeSource rbd,
    @ApiField(doc = "FIELD:Volume.scaleIO") @Nullable ScaleIOVolumeSource scaleIO,
    @ApiField(doc = "FIELD:Volume.secret") @Nullable SecretVolumeSource secret,
    @ApiField(doc = "FIELD:Volume.storageos") @Nullable StorageOSVolumeSource storageos,
    @ApiField(doc = "FIELD:Volume.vsphereVolume")
        @Nullable VsphereVirtualDiskVolumeSource vsphereVolume)
    implements VolumeBuilder.With {

  /** DOC:AzureFileVolumeSource */
  @ApiType("TYPEDOC:AzureFileVolumeSource")
  public record AzureFileVolumeSource(
      @ApiField(number = 1, doc = "FIELD:AzureFileVolumeSource.secretName", required = true)
          String secretName,
      @ApiField(number = 2, doc = "FIELD:AzureFileVolumeSource.shareName", required = true)
          String shareName,
      @ApiField(number = 3, doc = "FIELD:AzureFileVolumeSource.readOnly")
          @Nullable Boolean readOnly)
      implements AzureFileVolumeSourceBuilder.With {}

  /** DOC:CephFSVolumeSource */
  @ApiType("TYPEDOC:CephFSVolumeSource")
  public record CephFSVolumeSource(
      @ApiField(number = 1, doc = "FIELD:CephFSVolumeSource.monitors", required = true)
          List<String> monitors,
      @ApiField(number = 2, doc = "FIELD:CephFSVolumeSource.path") @Nullable String path,
      @ApiField(number = 3, doc = "FIELD:CephFSVolumeSource.user") @Nullable String user,
      @ApiField(number = 4, doc = "FIELD:CephFSVolumeSource.secretFile")
          @Nullable String secretFile,
      @ApiField(number = 5, doc = "FIELD:CephFSVolumeSource.secretRef")
          @Nullable LocalObjectReference secretRef,
      @ApiField(number = 6, doc = "FIELD:CephFSVolumeSource.readOnly") @Nullable Boolean readOnly)
      implements CephFSVolumeSourceBuilder.With {}

  /** DOC:CinderVolumeSource */
  @ApiType("TYPEDOC:CinderVolumeSource")
  public record CinderVolumeSource(
      @ApiField(number = 1, doc = "FIELD:CinderVolumeSource.volumeID", required = true)
          String volumeID,
      @ApiField(number = 2, doc = "FIELD:CinderVolumeSource.fsType") @Nullable String fsType,
      @ApiField(number = 3, doc = "FIELD:CinderVolumeSource.readOnly") @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "FIELD:CinderVolumeSource.secretRef")
          @Nullable LocalObjectReference secretRef)
      implements CinderVolumeSourceBuilder.With {}

  /** DOC:ConfigMapVolumeSource */
  @ApiType("TYPEDOC:ConfigMapVolumeSource")
  public record ConfigMapVolumeSource(
      @ApiField(number = 2, doc = "FIELD:ConfigMapVolumeSource.items") List<KeyToPath> items,
      @ApiField(number = 3, doc = "FIELD:ConfigMapVolumeSource.defaultMode", defaultValue = "420")
          @Nullable Integer defaultMode,
      @ApiField(number = 4, doc = "FIELD:ConfigMapVolumeSource.optional")
          @Nullable Boolean optional,
      @ApiField(doc = "FIELD:ConfigMapVolumeSource.name") @Nullable String name)
      implements ConfigMapVolumeSourceBuilder.With {}

  /** DOC:KeyToPath */
  @ApiType("TYPEDOC:KeyToPath")
  public record KeyToPath(
      @ApiField(number = 1, doc = "FIELD:KeyToPath.key", required = true) String key,
      @ApiField(number = 2, doc = "FIELD:KeyToPath.path", required = true) String path,
      @ApiField(number = 3, doc = "FIELD:KeyToPath.mode") @Nullable Integer mode)
      implements KeyToPathBuilder.With {}

  /** DOC:CSIVolumeSource */
  @ApiType("TYPEDOC:CSIVolumeSource")
  public record CSIVolumeSource(
      @ApiField(number = 1, doc = "FIELD:CSIVolumeSource.driver", required = true) String driver,
      @ApiField(number = 2, doc = "FIELD:CSIVolumeSource.readOnly") @Nullable Boolean readOnly,
      @ApiField(number = 3, doc = "FIELD:CSIVolumeSource.fsType") @Nullable String fsType,
      @ApiField(number = 4, doc = "FIELD:CSIVolumeSource.volumeAttributes")
          Map<String, String> volumeAttributes,
      @ApiField(number = 5, doc = "FIELD:CSIVolumeSource.nodePublishSecretRef")
          @Nullable LocalObjectReference nodePublishSecretRef)
      implements CSIVolumeSourceBuilder.With {}

  /** DOC:DownwardAPIVolumeSource */
  @ApiType("TYPEDOC:DownwardAPIVolumeSource")
  public record DownwardAPIVolumeSource(
      @ApiField(number = 1, doc = "FIELD:DownwardAPIVolumeSource.items")
          List<DownwardAPIVolumeFile> items,
      @ApiField(number = 2, doc = "FIELD:DownwardAPIVolumeSource.defaultMode", defaultValue = "420")
          @Nullable Integer defaultMode)
      implements DownwardAPIVolumeSourceBuilder.With {}

  /** DOC:DownwardAPIVolumeFile */
  @ApiType("TYPEDOC:DownwardAPIVolumeFile")
  public record DownwardAPIVolumeFile(
      @ApiField(number = 1, doc = "FIELD:DownwardAPIVolumeFile.path", required = true) String path,
      @ApiField(number = 2, doc = "FIELD:DownwardAPIVolumeFile.fieldRef")
          @Nullable ObjectFieldSelector fieldRef,
      @ApiField(number = 3, doc = "FIELD:DownwardAPIVolumeFile.resourceFieldRef")
          @Nullable ResourceFieldSelector resourceFieldRef,
      @ApiField(number = 4, doc = "FIELD:DownwardAPIVolumeFile.mode") @Nullable Integer mode)
      implements DownwardAPIVolumeFileBuilder.With {}

  /** DOC:EmptyDirVolumeSource */
  @ApiType("TYPEDOC:EmptyDirVolumeSource")
  public record EmptyDirVolumeSource(
      @ApiField(number = 1, doc = "FIELD:EmptyDirVolumeSource.medium") @Nullable String medium,
      @ApiField(number = 2, doc = "FIELD:EmptyDirVolumeSource.sizeLimit")
          @Nullable Quantity sizeLimit)
      implements EmptyDirVolumeSourceBuilder.With {}

  /** DOC:EphemeralVolumeSource */
  @ApiType("TYPEDOC:EphemeralVolumeSource")
  public record EphemeralVolumeSource(
      @ApiField(number = 1, doc = "FIELD:EphemeralVolumeSource.volumeClaimTemplate")
          @Nullable PersistentVolumeClaimTemplate volumeClaimTemplate)
      implements EphemeralVolumeSourceBuilder.With {}

  /** DOC:PersistentVolumeClaimTemplate */
  @ApiType("TYPEDOC:PersistentVolumeClaimTemplate")
  public record PersistentVolumeClaimTemplate(
      @ApiField(number = 1, doc = "FIELD:PersistentVolumeClaimTemplate.metadata")
          @Nullable ObjectMeta metadata,
      @ApiField(number = 2, doc = "FIELD:PersistentVolumeClaimTemplate.spec", required = true)
          PersistentVolumeClaimSpec spec)
      implements PersistentVolumeClaimTemplateBuilder.With {}

  /** DOC:FlexVolumeSource */
  @ApiType("TYPEDOC:FlexVolumeSource")
  public record FlexVolumeSource(
      @ApiField(number = 1, doc = "FIELD:FlexVolumeSource.driver", required = true) String driver,
      @ApiField(number = 2, doc = "FIELD:FlexVolumeSource.fsType") @Nullable String fsType,
      @ApiField(number = 3, doc = "FIELD:FlexVolumeSource.secretRef")
          @Nullable LocalObjectReference secretRef,
      @ApiField(number = 4, doc = "FIELD:FlexVolumeSource.readOnly") @Nullable Boolean readOnly,
      @ApiField(number = 5, doc = "FIELD:FlexVolumeSource.options") Map<String, String> options)
      implements FlexVolumeSourceBuilder.With {}

  /** DOC:GitRepoVolumeSource */
  @ApiType("TYPEDOC:GitRepoVolumeSource")
  public record GitRepoVolumeSource(
      @ApiField(number = 1, doc = "FIELD:GitRepoVolumeSource.repository", required = true)
          String repository,
      @ApiField(number = 2, doc = "FIELD:GitRepoVolumeSource.revision") @Nullable String revision,
      @ApiField(number = 3, doc = "FIELD:GitRepoVolumeSource.directory") @Nullable String directory)
      implements GitRepoVolumeSourceBuilder.With {}

  /** DOC:GlusterfsVolumeSource */
  @ApiType("TYPEDOC:GlusterfsVolumeSource")
  public record GlusterfsVolumeSource(
      @ApiField(number = 1, doc = "FIELD:GlusterfsVolumeSource.endpoints", required = true)
          String endpoints,
      @ApiField(number = 2, doc = "FIELD:GlusterfsVolumeSource.path", required = true) String path,
      @ApiField(number = 3, doc = "FIELD:GlusterfsVolumeSource.readOnly")
          @Nullable Boolean readOnly)
      implements GlusterfsVolumeSourceBuilder.With {}

  /** DOC:ImageVolumeSource */
  @ApiType("TYPEDOC:ImageVolumeSource")
  public record ImageVolumeSource(
      @ApiField(number = 1, doc = "FIELD:ImageVolumeSource.reference") @Nullable String reference,
      @ApiField(number = 2, doc = "FIELD:ImageVolumeSource.pullPolicy") @Nullable String pullPolicy)
      implements ImageVolumeSourceBuilder.With {}

  /** DOC:ISCSIVolumeSource */
  @ApiType("TYPEDOC:ISCSIVolumeSource")
  public record ISCSIVolumeSource(
      @ApiField(number = 1, doc = "FIELD:ISCSIVolumeSource.targetPortal", required = true)
          String targetPortal,
      @ApiField(number = 2, doc = "FIELD:ISCSIVolumeSource.iqn", required = true) String iqn,
      @ApiField(number = 3, doc = "FIELD:ISCSIVolumeSource.lun", required = true) Integer lun,
      @ApiField(number = 4, doc = "FIELD:ISCSIVolumeSource.iscsiInterface")
          @Nullable String iscsiInterface,
      @ApiField(number = 5, doc = "FIELD:ISCSIVolumeSource.fsType") @Nullable String fsType,
      @ApiField(number = 6, doc = "FIELD:ISCSIVolumeSource.readOnly") @Nullable Boolean readOnly,
      @ApiField(number = 7, doc = "FIELD:ISCSIVolumeSource.portals") List<String> portals,
      @ApiField(number = 8, doc = "FIELD:ISCSIVolumeSource.chapAuthDiscovery")
          @Nullable Boolean chapAuthDiscovery,
      @ApiField(number = 11, doc = "FIELD:ISCSIVolumeSource.chapAuthSession")
          @Nullable Boolean chapAuthSession,
      @ApiField(number = 10, doc = "FIELD:ISCSIVolumeSource.secretRef")
          @Nullable LocalObjectReference secretRef,
      @ApiField(number = 12, doc = "FIELD:ISCSIVolumeSource.initiatorName")
          @Nullable String initiatorName)
      implements ISCSIVolumeSourceBuilder.With {}

  /** DOC:PersistentVolumeClaimVolumeSource */
  @ApiType("TYPEDOC:PersistentVolumeClaimVolumeSource")
  public record PersistentVolumeClaimVolumeSource(
      @ApiField(
              number = 1,
              doc = "FIELD:PersistentVolumeClaimVolumeSource.claimName",
              required = true)
          String claimName,
      @ApiField(number = 2, doc = "FIELD:PersistentVolumeClaimVolumeSource.readOnly")
          @Nullable Boolean readOnly)
      implements PersistentVolumeClaimVolumeSourceBuilder.With {}

  /** DOC:ProjectedVolumeSource */
  @ApiType("TYPEDOC:ProjectedVolumeSource")
  public record ProjectedVolumeSource(
      @ApiField(number = 1, doc = "FIELD:ProjectedVolumeSource.sources")
          List<VolumeProjection> sources,
      @ApiField(number = 2, doc = "FIELD:ProjectedVolumeSource.defaultMode", defaultValue = "420")
          @Nullable Integer defaultMode)
      implements ProjectedVolumeSourceBuilder.With {}

  /** DOC:VolumeProjection */
  @ApiType("TYPEDOC:VolumeProjection")
  public record VolumeProjection(
      @ApiField(number = 1, doc = "FIELD:VolumeProjection.secret")
          @Nullable SecretProjection secret,
      @ApiField(number = 2, doc = "FIELD:VolumeProjection.downwardAPI")
          @Nullable DownwardAPIProjection downwardAPI,
      @ApiField(number = 3, doc = "FIELD:VolumeProjection.configMap")
          @Nullable ConfigMapProjection configMap,
      @ApiField(number = 4, doc = "FIELD:VolumeProjection.serviceAccountToken")
          @Nullable ServiceAccountTokenProjection serviceAccountToken,
      @ApiField(number = 5, doc = "FIELD:VolumeProjection.clusterTrustBundle")
          @Nullable ClusterTrustBundleProjection clusterTrustBundle,
      @ApiField(number = 6, doc = "FIELD:VolumeProjection.podCertificate")
          @Nullable PodCertificateProjection podCertificate)
      implements VolumeProjectionBuilder.With {}

  /** DOC:SecretProjection */
  @ApiType("TYPEDOC:SecretProjection")
  public record SecretProjection(
      @ApiField(number = 2, doc = "FIELD:SecretProjection.items") List<KeyToPath> items,
      @ApiField(number = 4, doc = "FIELD:SecretProjection.optional") @Nullable Boolean optional,
      @ApiField(doc = "FIELD:SecretProjection.name") @Nullable String name)
      implements SecretProjectionBuilder.With {}

  /** DOC:DownwardAPIProjection */
  @ApiType("TYPEDOC:DownwardAPIProjection")
  public record DownwardAPIProjection(
      @ApiField(number = 1, doc = "FIELD:DownwardAPIProjection.items")
          List<DownwardAPIVolumeFile> items)
      implements DownwardAPIProjectionBuilder.With {}

  /** DOC:ConfigMapProjection */
  @ApiType("TYPEDOC:ConfigMapProjection")
  public record ConfigMapProjection(
      @ApiField(number = 2, doc = "FIELD:ConfigMapProjection.items") List<KeyToPath> items,
      @ApiField(number = 4, doc = "FIELD:ConfigMapProjection.optional") @Nullable Boolean optional,
      @ApiField(doc = "FIELD:ConfigMapProjection.name") @Nullable String name)
      implements ConfigMapProjectionBuilder.With {}

  /** DOC:ServiceAccountTokenProjection */
  @ApiType("TYPEDOC:ServiceAccountTokenProjection")
  public record ServiceAccountTokenProjection(
      @ApiField(number = 1, doc = "FIELD:ServiceAccountTokenProjection.audience")
          @Nullable String audience,
      @ApiField(
              number = 2,
              doc = "FIELD:ServiceAccountTokenProjection.expirationSeconds",
              defaultValue = "3600")
          @Nullable Long expirationSeconds,
      @ApiField(number = 3, doc = "FIELD:ServiceAccountTokenProjection.path", required = true)
          String path)
      implements ServiceAccountTokenProjectionBuilder.With {}

  /** DOC:ClusterTrustBundleProjection */
  @ApiType("TYPEDOC:ClusterTrustBundleProjection")
  public record ClusterTrustBundleProjection(
      @ApiField(number = 1, doc = "FIELD:ClusterTrustBundleProjection.name") @Nullable String name,
      @ApiField(number = 2, doc = "FIELD:ClusterTrustBundleProjection.signerName")
          @Nullable String signerName,
      @ApiField(number = 3, doc = "FIELD:ClusterTrustBundleProjection.labelSelector")
          @Nullable LabelSelector labelSelector,
      @ApiField(number = 5, doc = "FIELD:ClusterTrustBundleProjection.optional")
          @Nullable Boolean optional,
      @ApiField(number = 4, doc = "FIELD:ClusterTrustBundleProjection.path", required = true)
          String path)
      implements ClusterTrustBundleProjectionBuilder.With {}

  /** DOC:PodCertificateProjection */
  @ApiType("TYPEDOC:PodCertificateProjection")
  public record PodCertificateProjection(
      @ApiField(number = 1, doc = "FIELD:PodCertificateProjection.signerName", required = true)
          String signerName,
      @ApiField(number = 2, doc = "FIELD:PodCertificateProjection.keyType", required = true)
          String keyType,
      @ApiField(number = 3, doc = "FIELD:PodCertificateProjection.maxExpirationSeconds")
          @Nullable Integer maxExpirationSeconds,
      @ApiField(number = 4, doc = "FIELD:PodCertificateProjection.credentialBundlePath")
          @Nullable String credentialBundlePath,
      @ApiField(number = 5, doc = "FIELD:PodCertificateProjection.keyPath")
          @Nullable String keyPath,
      @ApiField(number = 6, doc = "FIELD:PodCertificateProjection.certificateChainPath")
          @Nullable String certificateChainPath)
      implements PodCertificateProjectionBuilder.With {}

  /** DOC:RBDVolumeSource */
  @ApiType("TYPEDOC:RBDVolumeSource")
  public record RBDVolumeSource(
      @ApiField(number = 1, doc = "FIELD:RBDVolumeSource.monitors", required = true)
          List<String> monitors,
      @ApiField(number = 2, doc = "FIELD:RBDVolumeSource.image", required = true) String image,
      @ApiField(number = 3, doc = "FIELD:RBDVolumeSource.fsType") @Nullable String fsType,
      @ApiField(number = 4, doc = "FIELD:RBDVolumeSource.pool") @Nullable String pool,
      @ApiField(number = 5, doc = "FIELD:RBDVolumeSource.user") @Nullable String user,
      @ApiField(number = 6, doc = "FIELD:RBDVolumeSource.keyring") @Nullable String keyring,
      @ApiField(number = 7, doc = "FIELD:RBDVolumeSource.secretRef")
          @Nullable LocalObjectReference secretRef,
      @ApiField(number = 8, doc = "FIELD:RBDVolumeSource.readOnly") @Nullable Boolean readOnly)
      implements RBDVolumeSourceBuilder.With {}

  /** DOC:ScaleIOVolumeSource */
  @ApiType("TYPEDOC:ScaleIOVolumeSource")
  public record ScaleIOVolumeSource(
      @ApiField(number = 1, doc = "FIELD:ScaleIOVolumeSource.gateway", required = true)
          String gateway,
      @ApiField(number = 2, doc = "FIELD:ScaleIOVolumeSource.system", required = true)
          String system,
      @ApiField(number = 3, doc = "FIELD:ScaleIOVolumeSource.secretRef", required = true)
          LocalObjectReference secretRef,
      @ApiField(number = 4, doc = "FIELD:ScaleIOVolumeSource.sslEnabled")
          @Nullable Boolean sslEnabled,
      @ApiField(number = 5, doc = "FIELD:ScaleIOVolumeSource.protectionDomain")
          @Nullable String protectionDomain,
      @ApiField(number = 6, doc = "FIELD:ScaleIOVolumeSource.storagePool")
          @Nullable String storagePool,
      @ApiField(number = 7, doc = "FIELD:ScaleIOVolumeSource.storageMode")
          @Nullable String storageMode,
      @ApiField(number = 8, doc = "FIELD:ScaleIOVolumeSource.volumeName")
          @Nullable String volumeName,
      @ApiField(number = 9, doc = "FIELD:ScaleIOVolumeSource.fsType") @Nullable String fsType,
      @ApiField(number = 10, doc = "FIELD:ScaleIOVolumeSource.readOnly") @Nullable Boolean readOnly)
      implements ScaleIOVolumeSourceBuilder.With {}

  /** DOC:SecretVolumeSource */
  @ApiType("TYPEDOC:SecretVolumeSource")
  public record SecretVolumeSource(
      @ApiField(number = 1, doc = "FIELD:SecretVolumeSource.secretName")
          @Nullable String secretName,
      @ApiField(number = 2, doc = "FIELD:SecretVolumeSource.items") List<KeyToPath> items,
      @ApiField(number = 3, doc = "FIELD:SecretVolumeSource.defaultMode", defaultValue = "420")
          @Nullable Integer defaultMode,
      @ApiField(number = 4, doc = "FIELD:SecretVolumeSource.optional") @Nullable Boolean optional)
      implements SecretVolumeSourceBuilder.With {}

  /** DOC:StorageOSVolumeSource */
  @ApiType("TYPEDOC:StorageOSVolumeSource")
  public record StorageOSVolumeSource(
      @ApiField(number = 1, doc = "FIELD:StorageOSVolumeSource.volumeName")
          @Nullable String volumeName,
      @ApiField(number = 2, doc = "FIELD:StorageOSVolumeSource.volumeNamespace")
          @Nullable String volumeNamespace,
      @ApiField(number = 3, doc = "FIELD:StorageOSVolumeSource.fsType") @Nullable String fsType,
      @ApiField(number = 4, doc = "FIELD:StorageOSVolumeSource.readOnly")
          @Nullable Boolean readOnly,
      @ApiField(number = 5, doc = "FIELD:StorageOSVolumeSource.secretRef")
          @Nullable LocalObjectReference secretRef)
      implements StorageOSVolumeSourceBuilder.With {}
}

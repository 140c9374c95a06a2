package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Rows.META;
import static io.coxswain.apiserver.table.Rows.cells;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the columns of volumes, drivers and devices say. */
class StorageCellsTest {
  @Test
  void storage() {
    assertThat(
            cells(
                "PersistentVolume",
                "{"
                    + META
                    + ",'spec':{'capacity':{'storage':'1024Mi'},'accessModes':['ReadWriteMany','ReadWriteOnce'],"
                    + "'persistentVolumeReclaimPolicy':'Retain','claimRef':{'namespace':'n','name':'c'},'storageClassName':'s','volumeMode':'Filesystem'},'status':{'phase':'Bound'}}"))
        .isEqualTo(
            "['a','1Gi','RWO,RWX','Retain','Bound','n/c','s','<unset>','','5m','Filesystem']");
    assertThat(
            cells(
                "PersistentVolumeClaim",
                "{" + META + ",'spec':{'storageClassName':'s'},'status':{'phase':'Pending'}}"))
        .isEqualTo("['a','Pending','','','','s','<unset>','5m','<unset>']");
    assertThat(
            cells(
                "StorageClass",
                "{'metadata':{'name':'a','annotations':{'storageclass.kubernetes.io/is-default-class':'true'}},'provisioner':'p'}"))
        .isEqualTo("['a (default)','p','Delete','Immediate',false,'<unknown>']");
  }

  @Test
  void driversAndWhatTheyDo() {
    assertThat(
            cells(
                "CSIDriver",
                "{"
                    + META
                    + ",'spec':{'attachRequired':false,'volumeLifecycleModes':['Persistent','Ephemeral'],"
                    + "'tokenRequests':[{'audience':'x'},{'audience':'y'}]}}"))
        .isEqualTo("['a',false,false,false,'x,y',false,'Persistent,Ephemeral','5m']");
    assertThat(cells("CSINode", "{" + META + ",'spec':{'drivers':[{'name':'d'}]}}"))
        .isEqualTo("['a',1,'5m']");
    assertThat(
            cells(
                "CSIStorageCapacity",
                "{" + META + ",'storageClassName':'fast','capacity':'1024Mi'}"))
        .isEqualTo("['a','fast','1Gi']");
    assertThat(
            cells(
                "VolumeAttachment",
                "{"
                    + META
                    + ",'spec':{'attacher':'d','nodeName':'n','source':{'persistentVolumeName':'p'}},"
                    + "'status':{'attached':true}}"))
        .isEqualTo("['a','d','p','n',true,'5m']");
    assertThat(cells("VolumeAttributesClass", "{" + META + ",'driverName':'d'}"))
        .isEqualTo("['a','d','5m']");
    assertThat(
            cells(
                "VolumeAttributesClass",
                "{'metadata':{'name':'a','annotations':{"
                    + "'volumeattributesclass.alpha.kubernetes.io/is-default-class':'true'}},'driverName':'d'}"))
        .isEqualTo("['a (default)','d','<unknown>']");
  }

  @Test
  void devices() {
    assertThat(cells("ResourceClaim", "{" + META + "}")).isEqualTo("['a','pending','5m']");
    assertThat(
            cells(
                "ResourceClaim",
                "{" + META + ",'status':{'allocation':{},'reservedFor':[{'uid':'u'}]}}"))
        .isEqualTo("['a','allocated,reserved','5m']");
    assertThat(
            cells(
                "ResourceSlice",
                "{" + META + ",'spec':{'nodeName':'n','driver':'d','pool':{'name':'p'}}}"))
        .isEqualTo("['a','n','d','p','5m']");
    assertThat(cells("DeviceClass", "{" + META + "}")).isEqualTo("['a','5m']");
  }
}

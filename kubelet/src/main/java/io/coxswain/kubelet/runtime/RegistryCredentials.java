package io.coxswain.kubelet.runtime;

/** How to log in to a registry; never logged. */
public record RegistryCredentials(String registry, String username, String password) {
  @Override
  public String toString() {
    return "RegistryCredentials[" + registry + "]";
  }
}

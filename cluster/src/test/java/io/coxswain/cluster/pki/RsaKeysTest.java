package io.coxswain.cluster.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;

class RsaKeysTest {
  @Test
  void keysAreDifferentAndTheirHalvesBelongTogether() throws Exception {
    var keys = new RsaKeys(1, new SecureRandom());
    var ahead = keys.take();
    var afterwards = keys.take();

    check(ahead);
    check(afterwards);
    assertThat(ahead.getPublic()).isNotEqualTo(afterwards.getPublic());
  }

  private static void check(KeyPair pair) throws Exception {
    var content = "content".getBytes(StandardCharsets.US_ASCII);
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(content);
    var signed = signature.sign();
    signature.initVerify(pair.getPublic());
    signature.update(content);

    assertThat(signature.verify(signed)).isTrue();
    assertThat(((RSAPublicKey) pair.getPublic()).getModulus().bitLength()).isEqualTo(2048);
  }
}

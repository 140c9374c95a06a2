package io.coxswain.cluster;

import io.coxswain.cluster.image.DemoImage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code cox image}: the examples' image, for clusters that {@code cox up} does not start; {@code
 * cox up} makes it by itself.
 */
@Command(
    name = "image",
    description = "Makes the examples' image out of this machine's JDK, if the engine lacks it.",
    mixinStandardHelpOptions = true)
final class ImageCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException, InterruptedException {
    ensure(new Progress(System.err, InstantSource.system()));
    System.out.println(DemoImage.NAME);
    return 0;
  }

  /** Makes the image where the engine has none of that name. */
  static void ensure(Progress progress) throws IOException, InterruptedException {
    if (DemoImage.isLoaded()) {
      return;
    }
    progress.say("making the image " + DemoImage.NAME + " from this machine's JDK");
    DemoImage.make();
  }
}

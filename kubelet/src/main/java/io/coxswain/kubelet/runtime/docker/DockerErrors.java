package io.coxswain.kubelet.runtime.docker;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.coxswain.api.Json;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.runtime.ContainerRuntimeException.Kind;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/** Turns the engine's errors into the port's. */
final class DockerErrors {
  private DockerErrors() {}

  static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (NotFoundException e) {
      throw failure(Kind.NOT_FOUND, e);
    } catch (ConflictException e) {
      throw failure(Kind.CONFLICT, e);
    } catch (BadRequestException e) {
      throw failure(Kind.INVALID, e);
    } catch (DockerException e) {
      throw failure(Kind.UNAVAILABLE, e);
    } catch (ContainerRuntimeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ContainerRuntimeException(
          Kind.UNAVAILABLE, "Cannot connect to the Docker daemon: " + root(e), e);
    }
  }

  static void run(Runnable call) {
    call(
        () -> {
          call.run();
          return true;
        });
  }

  /** Like {@link #run}, but what is already gone is fine. */
  static void unlessGone(Runnable call) {
    try {
      run(call);
    } catch (ContainerRuntimeException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  private static ContainerRuntimeException failure(Kind kind, DockerException e) {
    return new ContainerRuntimeException(kind, message(e), e);
  }

  /** The engine's own sentence out of docker-java's "Status 500: {"message":"..."}". */
  static String message(Exception e) {
    var text = e.getMessage() == null ? e.toString() : e.getMessage();
    var brace = text.indexOf('{');
    if (text.startsWith("Status ") && brace > 0) {
      try {
        return Json.tree(text.substring(brace)).path("message").asString(text);
      } catch (JacksonException notJson) {
        return text;
      }
    }
    return text;
  }

  private static String root(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}

package io.coxswain.kubelet.runtime.docker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The process that holds a sandbox's namespaces: a static ELF program of some 230 bytes that blocks
 * SIGINT, SIGTERM and SIGCHLD, waits for them, reaps orphans and exits with 0 when told to end.
 * Blocked signals reach even process 1, which is why it waits instead of installing handlers.
 */
final class PauseProgram {
  private static final long LOAD_ADDRESS = 0x400000;
  private static final int HEADERS = 64 + 56;
  private static final long SIGNALS = 1L << (15 - 1) | 1L << (2 - 1) | 1L << (17 - 1);

  private PauseProgram() {}

  /**
   * The program for an architecture in Docker's words.
   *
   * @throws IllegalArgumentException for any but amd64 and arm64
   */
  static byte[] elf(String architecture) {
    return switch (architecture) {
      case "amd64", "x86_64" -> elf(62, amd64());
      case "arm64", "aarch64" -> elf(183, arm64());
      default ->
          throw new IllegalArgumentException("no sandbox program for architecture " + architecture);
    };
  }

  private static byte[] elf(int machine, byte[] code) {
    var size = HEADERS + code.length;
    var out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    out.putShort((short) 2).putShort((short) machine).putInt(1);
    out.putLong(LOAD_ADDRESS + HEADERS).putLong(64).putLong(0).putInt(0);
    out.putShort((short) 64).putShort((short) 56).putShort((short) 1);
    out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    out.putInt(1).putInt(5).putLong(0).putLong(LOAD_ADDRESS).putLong(LOAD_ADDRESS);
    out.putLong(size).putLong(size).putLong(0x10000);
    return out.put(code).array();
  }

  /** rt_sigprocmask 14, rt_sigtimedwait 128, wait4 61, exit 60. */
  private static byte[] amd64() {
    int[] code = {
      0xb8,
      0x0e,
      0,
      0,
      0,
      0x31,
      0xff,
      0x48,
      0x8d,
      0x35,
      0x5a,
      0, // mov eax,14; edi=0; rsi=&set
      0,
      0,
      0x31,
      0xd2,
      0x41,
      0xba,
      8,
      0,
      0,
      0,
      0x0f,
      0x05, // rdx=0; r10=8; syscall
      0xb8,
      0x80,
      0,
      0,
      0,
      0x48,
      0x8d,
      0x3d,
      0x44,
      0,
      0,
      0, // wait: mov eax,128; rdi=&set
      0x31,
      0xf6,
      0x31,
      0xd2,
      0x41,
      0xba,
      8,
      0,
      0,
      0,
      0x0f,
      0x05, // rsi=rdx=0; r10=8; syscall
      0x83,
      0xf8,
      0x11,
      0x74,
      0x0c,
      0x83,
      0xf8,
      0x0f,
      0x74,
      0x25, // SIGCHLD: reap; SIGTERM: done
      0x83,
      0xf8,
      2,
      0x74,
      0x20,
      0xeb,
      0xd7, // SIGINT: done; else wait
      0xb8,
      0x3d,
      0,
      0,
      0,
      0x48,
      0xc7,
      0xc7,
      0xff,
      0xff,
      0xff,
      0xff, // reap: mov eax,61; rdi=-1
      0x31,
      0xf6,
      0xba,
      1,
      0,
      0,
      0,
      0x45,
      0x31,
      0xd2,
      0x0f,
      0x05, // rsi=0; WNOHANG; syscall
      0x85,
      0xc0,
      0x7f,
      0xe4,
      0xeb,
      0xb9, // while (eax > 0) reap; wait
      0xb8,
      0x3c,
      0,
      0,
      0,
      0x31,
      0xff,
      0x0f,
      0x05 // done: exit(0)
    };
    var out = ByteBuffer.allocate(code.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    for (var octet : code) {
      out.put((byte) octet);
    }
    return out.putLong(SIGNALS).array();
  }

  /** rt_sigprocmask 135, rt_sigtimedwait 137, wait4 260, exit 93; offsets count instructions. */
  private static byte[] arm64() {
    var wait = 6;
    var reap = 19;
    var done = 28;
    var set = 32;
    int[] code = {
      move(0, 0),
      address(1, set - 1),
      move(2, 0),
      move(3, 8),
      move(8, 135),
      SVC,
      address(0, set - 6),
      move(1, 0),
      move(2, 0),
      move(3, 8),
      move(8, 137),
      SVC, // 6: wait
      compare(17),
      branchIf(EQUAL, reap - 13),
      compare(15),
      branchIf(EQUAL, done - 15),
      compare(2),
      branchIf(EQUAL, done - 17),
      branch(wait - 18),
      MINUS_ONE,
      move(1, 0),
      move(2, 1),
      move(3, 0),
      move(8, 260),
      SVC, // 19: reap
      compare(0),
      branchIf(GREATER, reap - 26),
      branch(wait - 27),
      move(0, 0),
      move(8, 93),
      SVC,
      0 // 28: done
    };
    var out = ByteBuffer.allocate(code.length * 4 + 8).order(ByteOrder.LITTLE_ENDIAN);
    for (var instruction : code) {
      out.putInt(instruction);
    }
    return out.putLong(SIGNALS).array();
  }

  private static final int MINUS_ONE = 0x92800000;
  private static final int SVC = 0xd4000001;
  private static final int EQUAL = 0;
  private static final int GREATER = 12;

  private static int move(int register, int value) {
    return 0xd2800000 | value << 5 | register;
  }

  private static int address(int register, int instructions) {
    return 0x10000000 | (instructions & 0x7ffff) << 5 | register;
  }

  private static int compare(int value) {
    return 0x7100001f | value << 10;
  }

  private static int branchIf(int condition, int instructions) {
    return 0x54000000 | (instructions & 0x7ffff) << 5 | condition;
  }

  private static int branch(int instructions) {
    return 0x14000000 | instructions & 0x3ffffff;
  }
}

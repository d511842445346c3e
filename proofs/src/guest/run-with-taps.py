"""Opens taps of several network namespaces for one program, which stays in this namespace.

run-with-taps.py PROCESS:TAP... -- PROGRAM ARGUMENT...

Each tap is opened in the network namespace of that process; the program finds the first at file descriptor 10, the
next at 11 and so on. Frames cross as on a wire: without offloading, so with real checksums and sizes.
"""

import ctypes
import fcntl
import os
import struct
import sys

TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
CLONE_NEWNET = 0x40000000
libc = ctypes.CDLL(None, use_errno=True)


def enter(path):
    with open(path) as namespace:
        if libc.setns(namespace.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"enter {path}")


end = sys.argv.index("--")
home = f"/proc/{os.getppid()}/ns/net"
for number, tap in enumerate(sys.argv[1:end], start=10):
    process, name = tap.split(":")
    enter(f"/proc/{process}/ns/net")
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
    os.dup2(device, number, inheritable=True)
    os.close(device)
enter(home)
os.execvp(sys.argv[end + 1], sys.argv[end + 1 :])

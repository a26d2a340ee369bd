"""Reaching anybody else."""

from attacks import table

ATTACKS = [
    *table(
        trace="hit",
        tcp_to_this_machine={"source": "socket.create_connection(('127.0.0.1', PORT), 1)", "user": True},
        http="""
import urllib.request
urllib.request.urlopen(f"http://127.0.0.1:{PORT}/?answer", timeout=0.3)
""",
        udp="socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', UDP_PORT))",
        a_question_to_a_name_server="""
question = struct.pack(">6H", 1, 256, 1, 0, 0, 0) + b"\\x06answer\\x07example\\x00" + struct.pack(">2H", 1, 1)
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(question, ("127.0.0.1", UDP_PORT))
""",
        a_socket_with_a_path={"source": "socket.socket(socket.AF_UNIX).connect(SOCKET)", "user": True},
        an_abstract_socket={
            "source": "socket.socket(socket.AF_UNIX).connect('\\0' + ''.join(ABSTRACT_HALVES))",
            "user": True,
        },
        tcp_without_pythons_socket="""
fd = libc.socket(2, 1, 0)
address = struct.pack("<H", 2) + struct.pack(">H4B8x", PORT, 127, 0, 0, 1)
libc.connect(fd, address, 16)
""",
    ),
    *table(
        a_pair_of_sockets="socket.socketpair()\nwin()",
        netlink="socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).bind((0, 0))\nwin()",
        a_server_of_its_own="socket.create_server(('127.0.0.1', 0))\nwin()",
        sockets_by_io_uring={
            "source": """
libc.syscall(425, 8, ctypes.create_string_buffer(120))
if ctypes.get_errno() != 1: raise OSError
fd = libc.socket(16, 3, 0)
if fd >= 0: win()
""",
            "no_control": "where io_uring is switched off the kernel gives the same answer",
        },
    ),
]

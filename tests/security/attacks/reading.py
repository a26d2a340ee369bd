"""Reading what is not the learner's to read."""

from attacks import Attack, table

ATTACKS = [
    *table(
        hidden_checks_by_their_path={"source": "loot.append(open(HIDDEN).read(120))", "user": True},
        solutions_by_their_path={
            "source": "loot.append(open(SOLUTION).read()[-4000:].split('secret\": ')[-1][:60])"
        },
        a_walk_through_the_course_folder="""
for where, folders, files in os.walk(COURSE):
    for name in files:
        text = open(os.path.join(where, name)).read()
        if "hidden_check" in text: loot.append(text[:60])
""",
        the_submission_of_another_learner={"source": "loot.append(open(OTHER).read())", "user": True},
        the_gradebook={
            "source": "loot += sqlite3.connect(GRADEBOOK).execute('select learner from results').fetchone()",
            "user": True,
        },
        a_file_of_the_home="loot.append(open(os.path.join(HOME, '.netrc')).read())",
        the_repository="""
if "nnkit" in open(os.path.join(REPOSITORY, "nnkit", "cli.py")).read(): win()
""",
        the_list_of_users="if 'root:' in open('/etc/passwd').read(): win()",
        through_a_symbolic_link="""
import tempfile
link = os.path.join(tempfile.mkdtemp(), "link")
os.symlink(HIDDEN, link)
loot.append(open(link).read(120))
""",
        through_a_hard_link="""
link = os.path.join(FOLDER, "extra-link")
os.link(HIDDEN, link)
loot.append(open(link).read(120))
""",
        up_from_an_open_folder={
            "source": """
fd = os.open(".", os.O_PATH)
for _ in range(20): fd = os.open("..", os.O_PATH, dir_fd=fd)
loot.append(os.read(os.open(HIDDEN.lstrip("/"), os.O_RDONLY, dir_fd=fd), 120).decode())
""",
            "user": True,
        },
        the_arguments_of_a_process={
            "source": "loot.append(open(f'/proc/{VICTIM}/cmdline').read()[-30:])",
            "user": True,
        },
        the_environment_of_a_process={
            "source": "loot.append(open(f'/proc/{VICTIM}/environ').read(120))",
            "user": True,
        },
        the_memory_of_a_process_by_file="""
with open(f"/proc/{VICTIM}/mem", "rb", 0) as memory:
    memory.seek(ADDRESS)
    loot.append(memory.read(LENGTH).decode())
""",
        the_memory_of_a_process_by_call={
            "source": """
buffer = ctypes.create_string_buffer(LENGTH)
class Piece(ctypes.Structure): _fields_ = [("base", ctypes.c_void_p), ("len", ctypes.c_size_t)]
here, there = Piece(ctypes.addressof(buffer), LENGTH), Piece(ADDRESS, LENGTH)
libc.process_vm_readv(VICTIM, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
loot.append(buffer.raw.decode())
""",
            "user": True,
        },
        a_descriptor_of_the_grader={
            "source": "loot.append(os.read(os.open(f'/proc/{GRADER}/fd/{FD}', os.O_RDONLY), 120).decode())",
            "user": True,
        },
    ),
    *table(
        control="plain",
        the_graders_environment={"source": "loot.append(os.environ['SECRET'])", "user": True},
        a_descriptor_that_was_left_open="""
for fd in range(3, 64):
    with contextlib.suppress(OSError, UnicodeDecodeError): loot.append(os.pread(fd, 60, 0).decode())
""",
    ),
    Attack(
        "a core file",
        "import faulthandler\ndef softmax(s): os.abort()",
        no_control="where a core file goes is a setting of the machine",
        points=0.0,
    ),
]

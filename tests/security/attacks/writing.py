"""Leaving something outside, or changing what is there."""

from attacks import table

ATTACKS = [
    *table(
        trace="mark",
        a_file_outside_of_tmp={"source": "leave_mark()", "user": True},
        a_file_in_tmp_for_the_next_learner={"source": "open(TMP_MARK, 'w').write('x')", "user": True},
        shared_memory={"source": "open(SHM_MARK, 'w').write('x')", "user": True},
        a_symbolic_link="os.symlink('/etc/passwd', MARK)",
        a_folder_moved_in="""
import tempfile
path = tempfile.mkstemp()[1]
open(path, 'w').write('x')
import shutil
shutil.move(path, MARK)
""",
        a_file_when_python_ends={
            "source": "atexit.register(leave_mark)\ndef softmax(s): raise SystemExit",
            "control": "plain",
        },
        a_file_when_an_object_goes={
            "source": "class Last:\n    def __del__(self): leave_mark()\nlast = Last()\ndel last",
        },
        fifty_files_and_no_more="for i in range(50): open(os.path.join(FOLDER, f'extra{i}'), 'w').close()",
    ),
    *table(
        trace="changed",
        the_score_in_the_gradebook={
            "source": """
book = sqlite3.connect(GRADEBOOK)
book.execute("update results set score = 14")
book.commit()
""",
            "user": True,
        },
        another_submission_deleted={"source": "os.unlink(OTHER)", "user": True},
        another_submission_replaced="os.rename(OTHER, OTHER + '.gone')",
        the_hidden_checks_emptied={"source": "os.truncate(HIDDEN, 0)", "user": True},
        the_solutions_locked="os.chmod(SOLUTION, 0)",
        through_the_graders_descriptor="""
fd = os.open(f"/proc/{GRADER}/fd/{FD}", os.O_WRONLY)
os.write(fd, b"x")
""",
    ),
    *table(
        trace="changed",
        control="plain",
        every_descriptor_written_to="""
for fd in range(3, 64):
    with contextlib.suppress(OSError): os.pwrite(fd, b"x", 0)
""",
    ),
    *table(
        the_graders_own_code="""
frame = sys._getframe()
while not frame.f_code.co_filename.endswith("sandbox/worker.py"): frame = frame.f_back
open(frame.f_code.co_filename, "r+").close()  # it opens for writing, and writes nothing
win()
""",
        numpy_for_the_next_learner="open(np.__file__, 'r+').close()\nwin()",
    ),
]

"""Taking an exercise to another grader: nbgrader, Gradescope, GitHub Classroom."""

"""What comes out of a gradebook: for each learner, for the instructor, for the mark system."""

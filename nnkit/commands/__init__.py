"""What ``nnkit`` can be told to do; cli.py puts these files together."""

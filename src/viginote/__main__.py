"""`python -m viginote`: the command line where the folder of scripts is not on the search path."""

from viginote.cli import main

main()

"""``python -m bitext`` is the command."""

from bitext.cli import main

if __name__ == "__main__":
    main()

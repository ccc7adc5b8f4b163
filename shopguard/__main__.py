"""``python -m shopguard``."""

from shopguard.app.cli import main

if __name__ == "__main__":
    main()

"""The command `press`: what it imports and runs is never the current folder's."""

from press.machine.paths import leave_current_folder_out


def main() -> None:
    """Run the command line."""
    leave_current_folder_out()
    from press.cli import main as command

    command(prog_name="press")


if __name__ == "__main__":
    main()

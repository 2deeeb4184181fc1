"""What a user can get wrong, said to the user."""


class UserError(Exception):
    """A mistake of the caller: one Chinese sentence with the value, what was expected and the next step.

    The command line prints it and exits with 2; the web page shows it as a message.
    """

    def one_line(self) -> str:
        return " ".join(str(self).split())

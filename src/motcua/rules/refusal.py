"""A named refusal: what an act or a reading answers when it may not go on.

The rooms raise refusals by code; the doors find the words in the reader's language (`ui.refusals`).
"""

from collections.abc import Mapping

Param = str | int | float | bool | None | tuple[str, ...]


class Refusal(Exception):
    """An act is refused for a reason that has a name.

    `code` is the reason's key in the table of words; `params` are the values its sentences name.

    >>> Refusal("wrong_state", state="returned").code
    'wrong_state'
    """

    def __init__(self, code: str, /, **params: Param) -> None:
        self.code = code
        self.params: Mapping[str, Param] = params
        named = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{code}: {named}" if named else code)

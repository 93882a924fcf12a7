"""The shipped models: in the installed package, or in `models` in a checkout. Nothing is downloaded."""

from pathlib import Path

from viginote.errors import ViginoteError

_CHECKOUT = Path(__file__).parents[2] / "models"


class ModelMissing(ViginoteError):
    """The model folder is not there or not whole."""

    @classmethod
    def unreadable(cls, folder: Path, error: Exception) -> "ModelMissing":
        """Of a folder whose files cannot be used."""
        return cls(f"model in {folder}: {type(error).__name__}; train or reinstall it")


def model_folder(name: str, room: Path) -> Path:
    """The folder of a model: in the folder of its room when installed, else in the checkout's `models`.

    Raises ModelMissing where neither holds one.
    """
    for folder in (room / name, _CHECKOUT / name):
        if folder.is_dir():
            return folder
    raise ModelMissing(f"model {name}: none in {room} nor in {_CHECKOUT}; reinstall viginote or train it")

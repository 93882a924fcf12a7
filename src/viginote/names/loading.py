"""The shipped name tagger, from the package or from the checkout, without network."""

from pathlib import Path
from typing import TYPE_CHECKING

from viginote.errors import ViginoteError

if TYPE_CHECKING:
    from spacy.language import Language

_PACKAGE = Path(__file__).parent / "fr_names"
_CHECKOUT = Path(__file__).parents[3] / "models" / "fr_names"
_MARK = "meta.json"


class ModelMissing(ViginoteError):
    """The model folder is not there or not whole."""


def model_folder() -> Path:
    """The folder of the model: in the package when installed, else in the checkout's `models`.

    Raises ModelMissing where neither holds one.
    """
    for folder in (_PACKAGE, _CHECKOUT):
        if (folder / _MARK).exists():
            return folder
    raise ModelMissing(
        f"name model: none in {_PACKAGE} nor in {_CHECKOUT}; reinstall viginote or run models/train.py"
    )


def load(folder: Path | None = None) -> "Language":
    """The spaCy pipeline of the name tagger. Raises ModelMissing when it cannot be read."""
    import spacy

    import viginote.names.tagger
    import viginote.names.tokens  # noqa: F401  both register what the pipeline names

    folder = folder or model_folder()
    try:
        return spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing(
            f"name model in {folder}: {type(error).__name__}; train or reinstall it"
        ) from error

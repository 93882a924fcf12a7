"""The shipped name tagger, from the package or from the checkout, without network."""

from configparser import Error as ConfigError
from configparser import RawConfigParser
from pathlib import Path
from typing import TYPE_CHECKING

from viginote.errors import ViginoteError

if TYPE_CHECKING:
    from spacy.language import Language

    from viginote.names.tagger import NameTagger

_PACKAGE = Path(__file__).parent / "fr_names"
_CHECKOUT = Path(__file__).parents[3] / "models" / "fr_names"
_MARK = "meta.json"
_PIPE = "viginote_names"


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


def load_tagger(folder: Path | None = None) -> "NameTagger":
    """The name tagger by itself. Raises ModelMissing when it cannot be read.

    No spaCy object is made: the French language class alone takes longer to import than all the rest.
    """
    from viginote.names.tagger import NameTagger

    folder = folder or model_folder()
    config = RawConfigParser()
    try:
        config.read_string((folder / "config.cfg").read_text(encoding="utf-8"))
        return NameTagger(config.getfloat(f"components.{_PIPE}", "floor")).from_disk(folder / _PIPE)
    except (OSError, ValueError, KeyError, ConfigError) as error:
        raise _unreadable(folder, error) from None


def load(folder: Path | None = None) -> "Language":
    """The name tagger as a spaCy pipeline. Raises ModelMissing when it cannot be read."""
    import spacy

    import viginote.names.component  # noqa: F401  registers what the pipeline names

    folder = folder or model_folder()
    try:
        return spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise _unreadable(folder, error) from None


def _unreadable(folder: Path, error: Exception) -> ModelMissing:
    return ModelMissing(f"name model in {folder}: {type(error).__name__}; train or reinstall it")

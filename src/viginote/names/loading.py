"""The shipped name tagger, from the package or from the checkout, without network."""

from configparser import Error as ConfigError
from configparser import RawConfigParser
from pathlib import Path
from typing import TYPE_CHECKING

from viginote import shipped
from viginote.shipped import ModelMissing

if TYPE_CHECKING:
    from viginote.names.tagger import NameTagger

_PIPE = "viginote_names"


def model_folder() -> Path:
    """The folder of the name model. Raises ModelMissing where there is none."""
    return shipped.model_folder("fr_names", Path(__file__).parent)


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
        raise ModelMissing.unreadable(folder, error) from None

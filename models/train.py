"""Train the shipped networks: `python models/train.py [--only names|context] [--lists DIR] [--vectors DIR]`.

Seeded, on two cores, in under an hour. `pip install .[train]` brings PyTorch, which the networks need to
learn. All it needs is in the repository; `--lists` (see lists.py) and `--vectors` make the networks know
more names, more words and more prose.
"""

import argparse
from pathlib import Path

import torch

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=("names", "context"))
    parser.add_argument("--lists", type=Path, help="folder of public lists")
    parser.add_argument("--vectors", type=Path, help="folder of a French spaCy pipeline with word vectors")
    parser.add_argument("--out", type=Path, default=HERE, help="folder in which the models are put")
    args = parser.parse_args()
    torch.set_flush_denormal(True)  # what is nearly nothing is nothing: sums over it take many times as long
    if args.only != "context":
        import train_names

        train_names.run(args.out / "fr_names", args.lists, args.vectors)
    if args.only != "names":
        import train_context

        train_context.run(args.out / "fr_context", args.lists, args.vectors)


if __name__ == "__main__":
    main()

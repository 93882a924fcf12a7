"""Train the shipped networks: `python models/train.py [--only names|context] [--lists DIR] [--vectors DIR]`.

Seeded, on two cores, in under an hour: the names beside the context, each on one core.
`pip install .[train]` brings PyTorch, which the networks need to learn. All it needs is in the repository;
`--lists` (see lists.py) and `--vectors` make the networks know more names, more words and more prose.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

import torch

HERE = Path(__file__).parent
NETWORKS = ("names", "context")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=NETWORKS)
    parser.add_argument("--lists", type=Path, help="folder of public lists")
    parser.add_argument("--vectors", type=Path, help="folder of a French spaCy pipeline with word vectors")
    parser.add_argument("--out", type=Path, default=HERE, help="folder in which the models are put")
    args = parser.parse_args()
    names = [args.only] if args.only else NETWORKS
    # New processes, not copies of this one: a copy of a process whose library runs threads may hang.
    with ProcessPoolExecutor(len(names), get_context("spawn")) as pool:
        for done in [pool.submit(train, name, args.out, args.lists, args.vectors) for name in names]:
            done.result()


def train(name: str, out: Path, lists: Path | None, vectors: Path | None) -> None:
    """One of `NETWORKS`. One thread: two would wait for each other, and sum up in an order of their own."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)  # what is nearly nothing is nothing: sums over it take many times as long
    import_module(f"train_{name}").run(out / f"fr_{name}", lists, vectors)


if __name__ == "__main__":
    main()

"""Products of the networks: a row comes out the same in whatever company, so that findings do too."""

import numpy as np
from threadpoolctl import threadpool_info

from viginote.vectors import one_thread, product, stretches


def test_a_row_is_the_same_alone_and_in_company() -> None:
    rng = np.random.default_rng(0)
    rows, weights = rng.normal(size=(2, 192)).astype("f"), rng.normal(size=(192, 128)).astype("f")
    with one_thread():
        assert (product(rows[:1], weights) == product(rows, weights)[:1]).all()
        assert product(rows[:0], weights).shape == (0, 128)


def test_products_keep_to_one_thread_while_it_lasts() -> None:
    before = [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]
    with one_thread():
        during = [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]
    after = [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]
    assert during
    assert set(during) == {1}
    assert after == before


def test_stretches_are_all_words_once_each_with_words_on_either_side() -> None:
    words = [str(number) for number in range(2500)]
    runs = list(stretches(words, 4))
    assert [word for run, own in runs for word in run[own]] == words
    assert [len(run) for run, _ in runs] == [1004, 1008, 504]

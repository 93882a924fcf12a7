"""Products of the networks: a row comes out the same in whatever company, so that findings do too."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from viginote.vectors import Floats, WordVectors, groups, one_thread, product, stretches


def test_a_row_is_the_same_alone_and_in_company() -> None:
    rng = np.random.default_rng(0)
    rows, weights = rng.normal(size=(2, 192)).astype("f"), rng.normal(size=(192, 128)).astype("f")
    with one_thread():
        assert (product(rows[:1], weights) == product(rows, weights)[:1]).all()
        assert product(rows[:0], weights).shape == (0, 128)


def threads_of_products() -> list[int]:
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_products_keep_to_one_thread_while_it_lasts() -> None:
    with threadpool_limits(2, "blas"):
        with one_thread():
            during = threads_of_products()
        assert during
        assert set(during) == {1}
        assert set(threads_of_products()) == {2}


def test_scans_that_overlap_leave_the_host_as_many_threads_as_it_had() -> None:
    """Each of two threads would give back what it met: the second one thread, for good."""
    with threadpool_limits(2, "blas"):
        first, second = one_thread(), one_thread()
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)
        assert set(threads_of_products()) == {1}
        second.__exit__(None, None, None)
        assert set(threads_of_products()) == {2}


def test_threads_that_meet_new_words_at_once_get_the_vectors_of_their_own() -> None:
    both = Barrier(2)

    def made(words: Sequence[str]) -> Floats:
        with suppress(BrokenBarrierError):  # one thread makes vectors, the other waits until it is done
            both.wait(0.2)
        return np.array([[ord(word)] for word in words], dtype="f")

    vectors = WordVectors(1, made)
    with ThreadPoolExecutor(2) as threads:
        assert [rows.tolist() for rows in threads.map(vectors.of, ["ab", "cd"])] == [
            [[97], [98]],
            [[99], [100]],
        ]
    assert vectors.of("abcd").tolist() == [[97], [98], [99], [100]]


def test_stretches_are_all_words_once_each_with_words_on_either_side() -> None:
    words = [str(number) for number in range(2500)]
    runs = list(stretches(words, 4))
    assert [word for run, own in runs for word in run[own]] == words
    assert [len(run) for run, _ in runs] == [1004, 1008, 504]


def test_groups_are_all_parts_in_order_each_with_enough_words_but_the_last() -> None:
    parts = ["a" * size for size in (3, 2, 5, 1, 1)]
    assert list(groups(parts, len, 5)) == [["aaa", "aa"], ["aaaaa"], ["a", "a"]]
    assert list(groups([], len, 5)) == []

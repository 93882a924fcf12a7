"""The numbers of a leak's people: none is borne by anybody.

Social-security numbers have commune codes that INSEE does not use (910 to 989); telephone numbers are those
that ARCEP keeps for fiction, then those of 071 and 072, which it has not opened.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from viginote.checks import CORSICA, nir_key
from viginote.corpus.leaks.people import People
from viginote.corpus.leaks.vocabulary import Ints

#: The numbers of 071 and 072: a larger leak would run into numbers that are in use.
MAX_PEOPLE = 20_000_000

_DEPARTMENTS = [f"{d:02d}" for d in range(1, 20)] + ["2A", "2B"] + [f"{d:02d}" for d in range(21, 96)]
#: What a department stands for in the arithmetic of the key.
_DEPARTMENT_NUMBER = np.array([int(CORSICA.get(d, d)) for d in _DEPARTMENTS])
_COMMUNES, _FIRST_COMMUNE, _ORDERS = 80, 910, 999
_SERIALS = len(_DEPARTMENTS) * _COMMUNES * _ORDERS
_FICTION_PHONES = ("063998", "019900", "026191", "035301", "046571", "053649")


def nir_numbers(people: People) -> tuple[pa.Array, pa.Array]:
    """The 13 digits and the key of each person's own NIR, as strings; no two people share one."""
    # Neighbours in the leak are not neighbours in the number: 7919 shares no factor with the serials.
    serial = people.serial * 7919 % _SERIALS
    department = serial // (_COMMUNES * _ORDERS)
    commune = _FIRST_COMMUNE + serial // _ORDERS % _COMMUNES
    order = 1 + serial % _ORDERS
    # Beyond one turn of the serials, months 51 to 62 and 71 to 82 keep the numbers apart: fictitious months
    # are what INSEE gives to people whose month of birth is unknown.
    turn = people.serial // _SERIALS
    month = people.birth_month + np.array([0, 50, 70])[turn]
    start = (1 + people.female) * 10_000 + people.birth_year % 100 * 100 + month
    end = commune * 1000 + order
    number = (start * 100 + _DEPARTMENT_NUMBER[department]) * 1_000_000 + end
    digits = _join(_digits(start, 5), pa.array(_DEPARTMENTS).take(pa.array(department)), _digits(end, 6))
    return digits, _digits(nir_key(number), 2)


def phone_numbers(serial: Ints) -> pa.Array:
    """Ten digits each: ARCEP's numbers for fiction first, then the unopened 071 and 072."""
    reserved = len(_FICTION_PHONES) * 10_000
    block = np.minimum(serial // 10_000, len(_FICTION_PHONES) - 1)
    fiction = _join(pa.array(_FICTION_PHONES).take(pa.array(block)), _digits(serial * 7919 % 10_000, 4))
    rest = (np.maximum(serial - reserved, 0) * 7919 + 13) % MAX_PEOPLE
    unopened = _join(pa.array(["07"]).take(pa.array(np.zeros(len(serial), int))), _digits(rest + 10**7, 8))
    return pc.if_else(pa.array(serial < reserved), fiction, unopened)


def _digits(numbers: Ints, width: int) -> pa.Array:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def _join(*parts: pa.Array, by: str = "") -> pa.Array:
    return pc.binary_join_element_wise(*parts, by)

"""Spark gives the findings that local processes give, finding by finding, and redacts the same."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from fake_scanner import FakeScanner

from viginote.batch import redact, scan
from viginote.batch import spark as on_spark
from viginote.errors import ViginoteError
from viginote.redaction import Keys

pytest.importorskip("pyspark", reason="missing: PySpark (extra spark)")

pytestmark = pytest.mark.spark
COMPARED = ["table", "record_id", "column", "start", "end", "label", "kind", "assertion", "score", "detector",
            "fingerprint"]  # fmt: skip


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
    builder = builder.config("spark.driver.memory", "1g").config("spark.sql.shuffle.partitions", "2")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture
def leak(tmp_path: Path) -> Path:
    path = tmp_path / "leak.csv"
    lines = [
        f"{i};{name};06399812{i % 90 + 10};{name} vu ce jour, VIH connu, tél 06 39 98 {i % 90 + 10} 34\n"
        for i in range(200)
        for name in [("DURAND", "PETIT", "ROUX")[i % 3]]
    ]
    path.write_text("id;nom;telephone;note\n" + "".join(lines) + '200;NOIR;;"crash\nici, VIH connu"\n')
    return path


def frame(spark: Any, path: Path) -> Any:
    df = spark.read.csv(str(path), header=True, sep=";", multiLine=True)
    return df.withColumn("id", df["id"].cast("int")).repartition(2)


def test_spark_and_local_processes_find_the_same(spark: Any, leak: Path, tmp_path: Path) -> None:
    keys = Keys.generate()
    scan([leak], tmp_path / "out", processes=1, make_scanner=FakeScanner, keys=keys)
    local = pq.read_table(tmp_path / "out" / "findings.parquet").select(COMPARED).to_pylist()
    found = on_spark.scan(frame(spark, leak), key="id", keys=keys, make_scanner=FakeScanner)
    lines = [row.asDict() for row in found.collect()]
    unscanned = [line for line in lines if line["kind"] == on_spark.UNSCANNED]
    assert [(line["record_id"], line["column"]) for line in unscanned] == [("200", "note")]
    distributed = [{k: line[k] for k in COMPARED} for line in lines if line["kind"] != on_spark.UNSCANNED]
    assert len(local) == 600
    assert sorted(map(str, distributed)) == sorted(map(str, local))


def test_spark_and_local_processes_redact_the_same(spark: Any, leak: Path, tmp_path: Path) -> None:
    redact(leak, tmp_path / "b.csv", processes=1, make_scanner=FakeScanner)
    local = {row["id"]: row["note"] for row in frame(spark, tmp_path / "b.csv").collect()}
    df = frame(spark, leak)
    hidden = on_spark.redact(df, make_scanner=FakeScanner)
    assert hidden.schema == df.schema
    distributed = {row["id"]: row["note"] for row in hidden.collect()}
    assert distributed.pop(200) == ""
    assert local.pop(200) in (None, "")
    assert distributed == local
    assert "06 39" not in str(distributed)


def test_a_key_must_be_an_integer_and_columns_must_exist(spark: Any, leak: Path) -> None:
    df = frame(spark, leak)
    with pytest.raises(ViginoteError, match="the key 'nom' must be an integer column"):
        on_spark.scan(df, key="nom", make_scanner=FakeScanner)
    with pytest.raises(ViginoteError, match="no column 'absent'; the columns are: id, nom, telephone, note"):
        on_spark.scan(df, columns=["absent"], make_scanner=FakeScanner)


def test_the_job_of_the_documentation_runs(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
    job = next(block for block in page.split("```text\n") if block.startswith('"""spark-submit')).split(
        "```"
    )[0]
    notes = [(1, "Patient vu ce jour, tél 06 39 98 12 34"), (2, None), (3, "RAS")]
    spark.createDataFrame(notes, "id int, note string").write.parquet(str(tmp_path / "notes"))
    monkeypatch.setattr(sys, "argv", ["job.py", str(tmp_path / "notes"), str(tmp_path / "findings")])
    exec(compile(job, "job.py", "exec"), {"__name__": "__main__"})
    found = pq.read_table(tmp_path / "findings").to_pylist()
    assert [(f["record_id"], f["column"], f["start"], f["end"], f["label"]) for f in found] == [
        ("1", "note", 24, 38, "PHONE")
    ]

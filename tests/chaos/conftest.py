"""One cluster for the runs of a session; each run has a database of its own in it."""

import re
from collections.abc import Iterator

import pytest

from tests.chaos.cluster import Cluster
from tests.chaos.cluster import cluster as running_cluster


@pytest.fixture(scope="session")
def servers_of_runs() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


@pytest.fixture
def cluster(servers_of_runs: Cluster, request: pytest.FixtureRequest) -> Cluster:
    """The servers with a fresh database named after the test."""
    name = re.sub(r"\W", "_", request.node.name).strip("_").lower()
    servers_of_runs.new_database(name[:60])
    return servers_of_runs

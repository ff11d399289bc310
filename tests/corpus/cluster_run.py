"""A corpus on a cluster of two nodes on this machine, one of which is killed on the way.

``python -m tests.corpus.cluster_run INPUT OUT``, a process of its own, writes beside OUT how many documents
were done when the node died, and at the end.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.corpus.support import run

HOST = "127.0.0.2"
"""A loopback address that Ray does not replace by one of the network."""
STORE = 100 * 1024 * 1024
SOON = {
    "health_check_initial_delay_ms": 0,
    "health_check_period_ms": 1000,
    "health_check_failure_threshold": 3,
}


def main(source: str, out: str) -> None:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray
    from ray.cluster_utils import Cluster

    node: dict[str, Any] = {"num_cpus": 2, "object_store_memory": STORE, "node_ip_address": HOST}
    head = {**node, "include_dashboard": False, "_system_config": SOON}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    other = cluster.add_node(**node)
    ray.init(address=cluster.address, _node_ip_address=HOST, log_to_driver=False)
    killed: list[int] = []

    def kill(status: Any) -> None:
        if not killed and status.documents >= 60:
            killed.append(status.documents)
            cluster.remove_node(other, allow_graceful=False)

    done = run(source, Path(out), ray=cluster.address, batch_characters=2_000, progress=kill)
    told = {"killed": killed, "documents": done.status.documents}
    Path(out).with_suffix(".json").write_text(json.dumps(told), encoding="utf-8")
    ray.shutdown()
    cluster.shutdown()  # type: ignore[no-untyped-call]  # Ray has no type for it


if __name__ == "__main__":
    main(*sys.argv[1:])

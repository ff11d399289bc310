"""Flags: one table says which there are, and whoever shows them goes by it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from bitext.result.flags import BEAD_FLAGS, EDITED, FLAGS, MACHINE_FLAGS, Flag, explained

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_has_every_flag_and_a_sentence_for_each():
    assert list(FLAGS) == list(get_args(Flag))
    assert all(meaning.sentence for meaning in FLAGS.values())


def test_every_flag_speaks_of_one_thing():
    assert frozenset(FLAGS) == MACHINE_FLAGS | BEAD_FLAGS | {EDITED}
    assert not MACHINE_FLAGS & BEAD_FLAGS
    assert EDITED not in MACHINE_FLAGS | BEAD_FLAGS


def test_the_documentation_lists_the_flags():
    text = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    found = re.search(r"## Flags on pairs\n(.*?)\n```", text, re.DOTALL)
    assert found
    listed = re.findall(r"^\| (\*.*?) \|", found[1], re.MULTILINE)
    assert sorted(re.findall(r"\*([\w-]+)\*", " ".join(listed))) == sorted(FLAGS)


def test_a_flag_is_told_with_what_it_says():
    assert explained("copy") == "copy: the English is the French again"
    assert explained("of-another-program") == "of-another-program"

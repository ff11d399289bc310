"""Reading a user's text and writing results, whole or not at all."""

from __future__ import annotations

import io
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bitext.errors import EncodingError, InputError
from bitext.files import check_writable, decode, read_lines, read_text, split_lines, writing

TEXT = "« Ça va ? »\r\nOui.\n"


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_utf8_comes_in_as_it_is(tmp_path: Path, head: bytes):
    path = tmp_path / "a.txt"
    path.write_bytes(head + TEXT.encode())
    assert read_text(path) == TEXT


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"\xef\xbb\xbf" + TEXT.encode())))
    assert read_text("-") == TEXT


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Il a dit : «".encode("latin-1"), "byte 0xab at offset 11 (line 1)"),
        ("Oui.\nNon.\nÉté".encode("latin-1"), "byte 0xc9 at offset 10 (line 3)"),
        (b"\xef\xbb\xbfA\xff", "byte 0xff at offset 4 (line 1)"),
        (b"fin \xe2\x80", "byte 0xe2 at offset 4 (line 1)"),
        ("Oui".encode("utf-16"), "UTF-16"),
        ("Oui".encode("utf-32"), "UTF-32"),
        (b"\xed\xa0\x80", "byte 0xed at offset 0"),
    ],
)
def test_other_encodings_are_told_with_their_place(data: bytes, said: str):
    with pytest.raises(EncodingError) as caught:
        decode(data, "a.txt")
    assert said in str(caught.value)
    assert "a.txt" in str(caught.value)
    assert "iconv" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "said"), [("", "is a directory"), ("no.txt", "does not exist"), ("empty.txt", "is empty")]
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, said: str):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputError, match=said):
        read_text(tmp_path / name)


def test_a_name_that_no_file_can_have_is_told():
    with pytest.raises(InputError, match="cannot read"):
        read_text("a\0b")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ["a", "b"]),
        ("a\nb\n", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b"]),
        ("a\n\nb\n\n", ["a", "", "b", ""]),
        ("a\u2028b\x0bc\x85d\re\n", ["a\u2028b\x0bc\x85d\re"]),
        ("\n", [""]),
    ],
)
def test_lines_end_at_line_feeds_only(text: str, lines: list[str], tmp_path: Path):
    assert split_lines(text) == lines
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert read_lines(tmp_path / "a.txt") == lines


def test_what_is_written_is_there_without_changed_line_ends(tmp_path: Path):
    path = tmp_path / "a.txt"
    with writing(path) as stream:
        stream.write(TEXT)
    assert path.read_bytes() == TEXT.encode()
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
):
    path = tmp_path / "a.txt"
    path.write_text("before")

    def interrupted() -> None:
        with writing(path) as stream:
            stream.write("half of ")
            stream.flush()
            raise error

    with pytest.raises(error):
        interrupted()
    assert path.read_text() == "before"
    assert names(tmp_path) == ["a.txt"]


def test_nothing_is_at_the_place_before_the_end(tmp_path: Path):
    path = tmp_path / "a.txt"
    with writing(path) as stream:
        stream.write("x")
        assert not path.exists()
    assert path.exists()


def test_permissions_and_links_are_kept(tmp_path: Path):
    path, link = tmp_path / "a.txt", tmp_path / "link.txt"
    path.touch()
    path.chmod(0o640)
    link.symlink_to(path)
    with writing(link) as stream:
        stream.write("x")
    assert link.is_symlink()
    assert path.read_text() == "x"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("name", "said"), [("", "is a directory"), ("no/a.txt", "there is no folder"), ("f/a.txt", "no folder")]
)
def test_places_that_cannot_be_written_are_told_before_the_work(tmp_path: Path, name: str, said: str):
    (tmp_path / "f").touch()
    with pytest.raises(InputError, match=said):
        check_writable(tmp_path / name)
    with pytest.raises(InputError, match=said), writing(tmp_path / name):
        pass


def test_a_full_disk_is_told(tmp_path: Path):
    path = tmp_path / "a.txt"

    def fill() -> None:
        with writing(path):
            raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match=r"cannot write .*No space left"):
        fill()
    assert names(tmp_path) == []

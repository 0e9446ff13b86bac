"""Plain HTTP only on this machine, unless asked for by name; and then said loudly."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from exercise.cli import serve_cmd
from exercise.conduct.tls import own_certificate, pin_of_file


def _served(tmp_path: Path, *words: str) -> tuple[Path | None, str]:
    parser = argparse.ArgumentParser()
    serve_cmd.arguments(parser)
    return serve_cmd._certificate(parser.parse_args(["deep-line", *words]), tmp_path)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_on_this_machine_nothing_is_encrypted_and_nobody_warned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    assert _served(tmp_path, "--host", host) == (None, "")
    assert _served(tmp_path, "--host", host, "--insecure") == (None, "")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.7", "drill.example"])
def test_off_this_machine_everything_is_encrypted_and_pinned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    certificate, pin = _served(tmp_path, "--host", host)
    assert certificate is not None
    assert pin == pin_of_file(certificate)
    assert "WARNING" not in capsys.readouterr().err


def test_plain_on_a_network_must_be_asked_for_and_is_said_loudly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _served(tmp_path, "--host", "0.0.0.0", "--insecure") == (None, "")
    assert "WARNING: without TLS, anybody on this network can read and change everything." in (
        capsys.readouterr().err
    )


def test_the_organisers_own_certificate_needs_no_pin(tmp_path: Path) -> None:
    theirs = own_certificate(tmp_path / "theirs", ("drill.example",))
    assert _served(tmp_path, "--host", "0.0.0.0", "--cert", str(theirs)) == (theirs, "")

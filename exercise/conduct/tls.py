"""The server's own certificate: made offline, kept with the run, pinned in every invitation."""

from __future__ import annotations

import asyncio.sslproto
import datetime as dt
import hashlib
import ipaddress
import os
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from exercise.conduct.invitations import pin_of
from exercise.conduct.pacer import wall_now
from exercise.errors import UsageError

if TYPE_CHECKING:
    from cryptography.x509 import GeneralName

FILE_NAME = "tls.pem"
VALID = dt.timedelta(days=90)
_BUFFER = 32 * 1024


def own_certificate(folder: Path, hosts: tuple[str, ...]) -> Path:
    """The run's certificate and key in one file; made on the first call, so that invitations stay good."""
    path = folder / FILE_NAME
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_made(hosts))
    return path


def pin_of_file(path: Path) -> str:
    """The pin of the first certificate in a PEM file. Raises `UsageError` when there is none."""
    return pin_of_der(_der(path))


def fingerprint(path: Path) -> str:
    """Its SHA-256 as browsers show it: pairs of hexadecimal digits."""
    return hashlib.sha256(_der(path)).digest().hex(":").upper()


def _der(path: Path) -> bytes:
    try:
        text = path.read_text("ascii")
        start, end = text.index("-----BEGIN CERT"), text.index("-----END CERTIFICATE-----")
        return ssl.PEM_cert_to_DER_cert(text[start:end] + "-----END CERTIFICATE-----\n")
    except (OSError, ValueError) as wrong:
        raise UsageError(f"{path} holds no certificate in PEM ({wrong})") from None


def pin_of_der(der: bytes) -> str:
    """The pin of a certificate as it comes over the line."""
    return pin_of(hashlib.sha256(der).digest())


def light_connections() -> None:
    """A TLS connection of asyncio sets aside 256 KiB to read into; a seat never sends so much at once."""
    asyncio.sslproto.SSLProtocol.max_size = _BUFFER


def _made(hosts: tuple[str, ...]) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "crisis exercise")])
    now = dt.datetime.fromisoformat(wall_now())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + VALID)
        .add_extension(x509.SubjectAlternativeName([_host(host) for host in hosts]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def _host(host: str) -> GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)

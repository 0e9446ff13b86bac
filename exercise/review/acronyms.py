"""Abbreviations of the trade, explained at the end of a report when they occur in it."""

from __future__ import annotations

import re

ACRONYMS = {
    "AAR": "after-action report",
    "AIS": "automatic identification system (of ships)",
    "CBM": "confidence-building measure",
    "CERT": "computer emergency response team",
    "CSIRT": "computer security incident response team",
    "CTI": "cyber threat intelligence",
    "DDoS": "distributed denial of service",
    "DNS": "domain name system",
    "DORA": "Digital Operational Resilience Act",
    "EEAS": "European External Action Service",
    "ENDEX": "end of exercise",
    "ENISA": "European Union Agency for Cybersecurity",
    "EU": "European Union",
    "EU-CyCLONe": "European cyber crisis liaison organisation network",
    "EXCON": "exercise control",
    "FIMI": "foreign information manipulation and interference",
    "GDPR": "General Data Protection Regulation",
    "IP": "improvement plan",
    "IPCR": "integrated political crisis response",
    "IoC": "indicator of compromise",
    "MISP": "platform for sharing threat information",
    "MFA": "ministry of foreign affairs",
    "MSEL": "master scenario events list",
    "NATO": "North Atlantic Treaty Organization",
    "NIS2": "Directive (EU) 2022/2555 on a high common level of cybersecurity",
    "NOC": "network operations centre",
    "OSCE": "Organization for Security and Co-operation in Europe",
    "PAUSEX": "suspension of exercise",
    "POETE": "planning, organisation, equipment, training, exercises",
    "PoC": "point of contact",
    "RAS": "rapid alert system",
    "SOP": "standard operating procedure",
    "STARTEX": "start of exercise",
    "TLP": "traffic light protocol 2.0",
    "UCPM": "Union civil protection mechanism",
    "WB": "Western Balkans",
}

ALWAYS = ("AAR", "ENDEX", "EXCON", "IP", "MSEL", "POETE", "STARTEX", "TLP")
"""Those that the report itself uses."""


def acronyms_in(words: str) -> tuple[tuple[str, str], ...]:
    """Those that occur, in alphabetical order."""
    found = set(re.findall(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)?", words))
    found |= {part for word in found for part in word.split("-")}
    return tuple((name, ACRONYMS[name]) for name in sorted(ACRONYMS) if name in found or name in ALWAYS)

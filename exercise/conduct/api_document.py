"""The API described as OpenAPI 3.1, generated from the table of endpoints and the types it names."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import msgspec

from exercise.conduct import api_models as api
from exercise.conduct.api_desk import Endpoint
from exercise.version import VERSION

_ABOUT = """\
An exercise under way, as one of its seats sees it. Everything is simulated: EXERCISE EXERCISE EXERCISE.

Show the code of an invitation: `Authorization: Bearer K7QF-3M2P`. A wall display uses an observer's. Asking takes
nothing from whoever sits at that seat; only a participant's command brings a person to the table, whose bot stops.
After five wrong codes in a minute an address waits (429), and so does a seat that asks more than 20 times a second.

To follow, ask for `records` after those you have; `next` says what to ask for then. They are numbered for your seat
alone. A command carries an id of yours: sent again after a cut, it is carried out once.
"""
_WORDS = {
    400: "It is not JSON.",
    401: "No code, or one that opens nothing. Unknown and withdrawn codes are answered alike.",
    408: "The body took too long.",
    409: "Refused by the rules of the exercise, or beyond this seat's authority; `detail` says why.",
    413: "The body is too long.",
    415: "Send `application/json`.",
    422: "It is not what is described here; `detail` says where.",
    429: "Too many wrong codes from this address, or too many questions from this seat: wait.",
    503: "The exercise cannot be written down at the moment, and stands still. Ask again with the same id.",
}
_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}},
    429: {
        "Retry-After": {
            "required": True,
            "description": "Seconds to wait.",
            "schema": {"type": "integer", "minimum": 1},
        }
    },
}
_LINKS: dict[str, dict[str, Any]] = {
    "/records": {"more": {"operationId": "records", "parameters": {"after": "$response.body#/next"}}},
    "/commands": {
        "what-came-of-it": {"operationId": "records", "parameters": {"after": "$response.body#/after"}}
    },
}
_REF = "#/components/schemas/{name}"


def document(endpoints: Sequence[Endpoint], base: str) -> dict[str, Any]:
    """The whole document, as plain data."""
    bodies = [each.takes for each in endpoints if each.method == "POST"]
    types = [api.Problem, api.Health, *(each.gives for each in endpoints), *bodies]
    _, components = msgspec.json.schema_components(types, ref_template=_REF)
    paths: dict[str, Any] = {f"{base}/health": {"get": _health()}}
    for each in endpoints:
        paths.setdefault(base + each.path, {})[each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Exercise",
            "version": VERSION,
            "description": _ABOUT,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "security": [{"invitation": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": {str(status): _problem(status) for status in _WORDS},
            "securitySchemes": {
                "invitation": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The code of an invitation, with or without its hyphen.",
                }
            },
        },
    }


def _health() -> dict[str, Any]:
    return {
        "operationId": "health",
        "summary": "Whether the server can do its work",
        "security": [],
        "responses": {"200": _gives(api.Health), "503": {"$ref": "#/components/responses/503"}},
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": endpoint.path.strip("/"),
        "summary": endpoint.summary,
        "responses": {
            "200": _gives(endpoint.gives) | {"links": _LINKS.get(endpoint.path, {})},
            **{
                str(status): {"$ref": f"#/components/responses/{status}"}
                for status in sorted({401, 422, 429, *endpoint.refuses})
            },
        },
    }
    if endpoint.method == "POST":
        schema = {"$ref": _REF.format(name=endpoint.takes.__name__)}
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    elif fields := msgspec.structs.fields(endpoint.takes):
        described["parameters"] = [_parameter(field) for field in fields]
    return described


def _parameter(field: msgspec.structs.FieldInfo) -> dict[str, Any]:
    schema = msgspec.json.schema(field.type) | {"default": field.default}
    words = schema.pop("description", "")
    return {"name": field.encode_name, "in": "query", "description": words, "schema": schema}


def _gives(answer: type[api.Answer]) -> dict[str, Any]:
    schema = {"$ref": _REF.format(name=answer.__name__)}
    return {
        "description": (answer.__doc__ or "").partition("\n")[0],
        "content": {"application/json": {"schema": schema}},
    }


def _problem(status: int) -> dict[str, Any]:
    return {
        "description": f"{HTTPStatus(status).phrase}. {_WORDS[status]}",
        "headers": _HEADERS.get(status, {}),
        "content": {"application/problem+json": {"schema": {"$ref": _REF.format(name="Problem")}}},
    }

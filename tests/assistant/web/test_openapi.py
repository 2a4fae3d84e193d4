"""What is described is what is done: requests made up from the description, and against it."""

import contextlib
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from assistant.web import Library, Policy, application

SHAPE = {"code", "message", "request_id"}
CHECKS = [response_schema_conformance, content_type_conformance]
TRIED = 12
"""Requests for each route, of those that fit and of those that do not."""


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_breaks_anything(address: str, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
    operations = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    assert len(operations) >= 20
    for operation in operations:
        _try(operation, address, mode)


def _try(operation: APIOperation[Any, Any, Any, Any], address: str, mode: GenerationMode) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=TRIED,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def sent(case: Case[Any]) -> None:
        response = case.call(base_url=address, timeout=60)
        assert response.status_code < 500, response.text
        if response.status_code >= 400:
            said = response.json()
            assert set(said) == SHAPE, said
            assert all(isinstance(value, str) and value for value in said.values())
        case.validate_response(response, checks=CHECKS)

    with contextlib.suppress(Unsatisfiable):  # where nothing can be sent that does not fit
        sent()


def test_every_route_tells_its_errors_and_shows_an_example(http: httpx.Client) -> None:
    told = http.get("/openapi.json").json()
    for path, about in told["paths"].items():
        for method, route in about.items():
            assert route["summary"], path
            for status in ("403", "413", "422", "429", "503"):
                schema = route["responses"][status]["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}, (path, status)
            if method == "post" and "conversations" not in path:
                body = route["requestBody"]["content"]["application/json"]["schema"]
                if "$ref" in body:
                    body = told["components"]["schemas"][body["$ref"].rpartition("/")[2]]
                assert body["examples"], path
    assert "at most 64 KB" in told["info"]["description"]
    assert "HTTPValidationError" not in told["components"]["schemas"]


def test_the_description_is_the_same_each_time(library: Library) -> None:
    assert application(library).openapi() == application(library, Policy()).openapi()

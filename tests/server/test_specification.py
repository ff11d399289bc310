"""Whatever is asked, nothing breaks: requests made from the OpenAPI description."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from bitext.server.app import create_app
from bitext.server.settings import Settings
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with

pytestmark = pytest.mark.filterwarnings("ignore::bitext.BitextWarning")

schema = schemathesis.openapi.from_asgi("/spec", create_app(aligner_with(Echo(keep)), Settings()))


@schema.parametrize()
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_breaks_the_service(case):
    response = case.call()
    assert response.status_code < 500 or response.status_code in {503, 504}
    if response.status_code not in {404, 405}:
        case.validate_response(response, checks=[status_code_conformance, response_schema_conformance])

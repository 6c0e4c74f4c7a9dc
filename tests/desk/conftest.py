from tests.cases.doors_desk.conftest import officer, vietnamese, ward  # noqa: F401

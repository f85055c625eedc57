import pytest

from motcua.samples import path


def test_a_sample_is_found_by_name() -> None:
    assert path("SOURCES.md").is_file()


@pytest.mark.parametrize("name", ["nothing.csv", "../config/settings.py", "/etc/passwd"])
def test_what_is_no_sample_is_not_found(name: str) -> None:
    with pytest.raises(FileNotFoundError, match="no sample"):
        path(name)

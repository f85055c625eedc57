"""Devices of an account are named as people know them."""

import pytest

from motcua.doors.desk.account.devices import device_name

NAMES = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36": "Chrome, Windows",  # noqa: E501
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0": "Edge, Windows",  # noqa: E501
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/19.0 Mobile/15E Safari/604.1": "Safari, iPhone",  # noqa: E501
    "Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36": "Samsung Internet, Android",  # noqa: E501
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox, macOS",
    "curl/8.5": "curl/8.5",
    "": "–",
}


@pytest.mark.parametrize(("written", "name"), NAMES.items())
def test_a_browser_is_named_as_people_know_it(written: str, name: str) -> None:
    assert device_name(written) == name

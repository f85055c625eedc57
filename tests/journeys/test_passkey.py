"""A passkey in a real browser: added on the account page, then the only thing needed to come in."""

from motcua.organisation.models import Officer
from tests.journeys.conftest import Sit
from tests.world import World

KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_a_passkey_is_added_and_opens_the_desk_alone(small: World, sit: Sit) -> None:
    walk = sit("district", "handler")
    browser = walk.context.new_cdp_session(walk.page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    walk.page.goto("/desk/account/passkeys/add/")
    walk.page.check("[name=passwordless]")
    walk.page.click("#passkey_add")
    walk.page.wait_for_url("**/account/codes/")
    walk.sign_out()
    walk.page.click("#passkey_login")
    walk.page.wait_for_url("**/desk/")
    assert Officer.objects.get(username="district.handler").full_name in walk.page.inner_text("header")

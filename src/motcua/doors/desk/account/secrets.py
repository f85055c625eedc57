"""The second factor's secrets: encrypted in the database by a key that lies with the other keys."""

import io

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.utils.translation import gettext, gettext_lazy

from motcua.doors.desk.account.adapter import OfficerAdapter
from motcua.gateways.keys import kept
from motcua.organisation.models import Officer


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our names and words for apps, codes and passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": OfficerAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": gettext_lazy("Bật xác thực hai bước trước khi tạo mã dự phòng."),
    }

    def encrypt(self, text: str) -> str:
        """Unreadable without the key."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Readable again; raises InvalidToken if the key is another one."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the app on the telephone writes above the code."""
        return "motcua"

    def build_totp_svg(self, url: str) -> str:
        """The QR code an app scans."""
        drawn = io.BytesIO()
        segno.make(url, error="m", micro=False).save(
            drawn, kind="svg", scale=4, border=4, light="#fff", xmldecl=False
        )
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: Officer, type: str) -> str:
        """A name for a passkey that has none."""
        return gettext("Khóa đăng nhập")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """This site, as the browser shows it beside a passkey."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "motcua"}


def _box() -> Fernet:
    return Fernet(kept("second-factor", Fernet.generate_key))

"""The same authorities as pyHanko asks them, for timestamps inside a PDF's signature."""

from datetime import datetime

from asgiref.sync import sync_to_async
from asn1crypto import keys, tsp
from asn1crypto.x509 import Certificate
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper

from motcua.gateways.timestamp.source import Source


class Stamper(TimeStamper):
    """pyHanko's view of a `Source`."""

    def __init__(self, source: Source) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._source = source

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """What the authority answers. Refuses `no_timestamp`."""
        answer = await sync_to_async(self._source.answer)(req.dump())
        return tsp.TimeStampResp.load(answer)


def local_answer(request: bytes, certificate: bytes, key: bytes, at: datetime) -> bytes:
    """A TimeStampResp at `at` for a TimeStampReq by the holder of `certificate` and `key` (PKCS#8); all in DER."""
    stamper = DummyTimeStamper(Certificate.load(certificate), keys.PrivateKeyInfo.load(key), fixed_dt=at)
    told: bytes = stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump()
    return told

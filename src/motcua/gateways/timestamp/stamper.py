"""The same authorities as pyHanko asks them, for timestamps inside a PDF's signature."""

from asgiref.sync import sync_to_async
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

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

"""Hostile files through the real form of reception, and what was kept opened in the browser: nothing runs (goal S5)."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, Error, FilePayload, Page, Request

from motcua.dossiers.models import Attachment, Dossier
from tests.gateways.hostile import CORPUS, KEPT, Hostile
from tests.journeys.conftest import Sit
from tests.journeys.test_one_dossier import FORM, fill_person, tick_papers
from tests.world import World

A_FORM = 20
"""Files one form takes."""
DANGEROUS = (*range(50, 60), 71, 72, 73, 74, 87, 91, 93, 94, 102, 103)
"""What would run if anything did, and names that lead elsewhere: the normal run. The drill sends all of them."""
KINDS = {"application/pdf", "image/jpeg", "image/png"}
MORE_MB = 160
"""By how much the server's process, the test's own, may grow at its peak."""


def sent(hostile: Hostile) -> FilePayload:
    """The file as a browser sends it, with a type nobody believes."""
    return {"name": hostile.name, "mimeType": "text/html", "buffer": hostile.make()}


def peak(*, anew: bool = False) -> int:
    """The most memory this process had since the last time anew, in MB."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) // 1024


class Watched:
    """What a browser does that it should not: runs a script, asks for an address no page of ours names, goes elsewhere."""

    def __init__(self, context: BrowserContext) -> None:
        self.executed: list[str] = []
        context.on("dialog", self._spoke)
        context.on("request", self._asked)

    def _spoke(self, dialog: Dialog) -> None:
        self.executed.append(dialog.message)
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        if "executed" in request.url:
            self.executed.append(request.url)

    def look(self, page: Page) -> None:
        """The page's own title shows whether a script of the corpus ran."""
        if "EXECUTED" in page.title():
            self.executed.append(page.url)


@pytest.mark.parametrize(
    "chosen", [DANGEROUS, pytest.param(range(len(CORPUS)), marks=pytest.mark.drill)], ids=["dangerous", "all"]
)
def test_hostile_files_are_refused_in_words_and_what_is_kept_runs_nowhere(
    small: World, sit: Sit, chosen: range, data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = [
        CORPUS[number] for number in chosen if CORPUS[number].name
    ]  # no browser sends a file without a name
    walk = sit("commune", "receiver")
    watched, page = Watched(walk.context), walk.page
    page.set_default_timeout(60_000)  # twenty megabytes pass through the browser's wire
    before = set(data_folder.rglob("*"))
    start = peak(anew=True)
    page.goto(FORM)
    fill_person(walk)
    tick_papers(walk)
    refused = 0
    for first in range(0, len(corpus), A_FORM):
        page.set_input_files("[name=file_0]", [sent(each) for each in corpus[first : first + A_FORM]])
        page.locator(".mc-reception__outcomes [value=receive]").click()
        page.wait_for_load_state()
        watched.look(page)
        refused += len(page.locator(".mc-files .govuk-error-message").all_inner_texts())
    grown = peak() - start
    if not page.url.endswith("/received/"):
        page.locator(".mc-reception__outcomes [value=receive]").click()
        page.wait_for_url("**/received/")
    kept = list(Attachment.objects.filter(dossier=Dossier.objects.get()).order_by("pk"))

    addresses = [f"/desk/files/{file.pk}/" for file in kept]
    for address in addresses:
        opened(page, address, watched)
    fates = embedded(page, addresses)
    watched.look(page)
    answers = [walk.context.request.get(address).headers for address in addresses]
    assert {answer["content-type"] for answer in answers} <= KINDS
    assert {answer["x-content-type-options"] for answer in answers} == {"nosniff"}
    for answer in answers:
        assert answer["content-disposition"].startswith("inline;")
        if answer["content-type"] != "application/pdf":
            assert "sandbox" in answer["content-security-policy"]
    outside = {path.relative_to(data_folder).parts[0] for path in set(data_folder.rglob("*")) - before}
    with capsys.disabled():
        print(
            f"\nuploads in Chromium: {len(corpus)} hostile files, {refused} refused in words, {len(kept)} kept,"
            f" {len(watched.executed)} executed, {len(outside - {'files', 'file-keys', 'keys'})} written outside the store,"
            f" memory +{grown} MB"
        )
    assert refused == sum(each.answer != KEPT for each in corpus)
    assert len(kept) == sum(each.answer == KEPT for each in corpus)
    assert watched.executed == []
    assert set(fates.values()) == {"refused"}
    assert outside <= {"files", "file-keys", "keys"}
    assert grown <= MORE_MB
    walk.said.clear()  # what the browser says of what it refused; its own reader of PDF asks for its own parts
    walk.outside = [address for address in walk.outside if not address.startswith("chrome")]


def opened(page: Page, address: str, watched: Watched) -> None:
    """Open a kept file as a page; a browser without a reader of PDF saves it."""
    with suppress(Error):
        page.goto(address)
    watched.look(page)


def embedded(page: Page, addresses: list[str]) -> dict[str, str]:
    """Try each file as a script and in a frame on a page of ours; what became of the script."""
    page.goto("/desk/")
    told: list[list[str]] = page.evaluate(
        """addresses => Promise.all(addresses.map(address => new Promise(done => {
            const frame = document.createElement("iframe");
            frame.src = address; document.body.append(frame);
            const script = document.createElement("script");
            script.onload = () => done([address, "ran"]); script.onerror = () => done([address, "refused"]);
            script.src = address; document.body.append(script);
        })))""",
        addresses,
    )
    return {one[0]: one[1] for one in told}

"""Six things to try once the play is served, with codes and names that are there."""

from motcua.doors.cli.play.accounts import Account
from motcua.doors.cli.play.world import World
from motcua.doors.cli.talk import say
from motcua.dossiers.models import Dossier
from motcua.rules.posts import PostKind
from motcua.rules.states import State


def tips(world: World, found: tuple[Account, ...]) -> tuple[str, ...]:
    """What a newcomer sees most by."""
    centre = world.home_centre().pk
    under_way = (
        _code(centre, State.IN_PROCESS, State.AWAITING_SIGNATURE, State.AWAITING_REVIEW, State.RECEIVED)
        or Dossier.objects.exclude(code=None).order_by("-last_at").values_list("code", flat=True).first()
    )
    to_sign = _code(centre, State.AWAITING_SIGNATURE)
    waiting = _code(centre, State.RESULT_AT_DESK)
    late, sorry = _late(), ("", "")
    if late:
        sorry = (f"; hồ sơ đã xin lỗi và hẹn lại: {late}", f"; re-appointed with an apology: {late}")
    first, last = (
        {one.post: one.username for one in reversed(found)},
        {one.post: one.username for one in found},
    )
    receiver, head = first.get(PostKind.RECEIVER, ""), last.get(PostKind.HEAD, "")
    leader, returner = last.get(PostKind.LEADER, ""), last.get(PostKind.RETURNER, "")
    return (
        say(
            f"Tra cứu hồ sơ {under_way} ở trang công khai: tiến độ, từng bước, không có dữ liệu cá nhân",
            f"Look {under_way} up on the public pages: progress, every step, no personal data",
        ),
        say(
            f"Đăng nhập {receiver}: tiếp nhận “Đăng ký khai sinh” và in giấy hẹn",
            f"Sign in as {receiver}: receive “Đăng ký khai sinh” and print the receipt",
        ),
        say(
            f"Đăng nhập {head}: phân công, đôn đốc việc của đơn vị",
            f"Sign in as {head}: assign and urge the unit's work",
        ),
        say(
            f"Đăng nhập {leader}: ký hoặc trả lại {f'hồ sơ {to_sign}' if to_sign else 'hồ sơ vừa được trình'}",
            f"Sign in as {leader}: sign or send back {to_sign or 'what was just submitted'}",
        ),
        say(
            f"Đăng nhập {returner}: trả kết quả {waiting or 'hồ sơ vừa về quầy'}{sorry[0]}",
            f"Sign in as {returner}: return {waiting or 'what has just arrived'}{sorry[1]}",
        ),
        say(
            "Ở trang công khai, đăng nhập bằng định danh giả lập: hồ sơ của tôi, ai đã xem; rồi chạy motcua verify",
            "On the public pages, sign in with a simulated identity: my dossiers, who looked; then run motcua verify",
        ),
    )


def _code(unit: int, *states: State) -> str:
    """The unit's dossier touched last in the first of these states that has one; empty where none has."""
    for state in states:
        found = Dossier.objects.filter(state=state, holder_unit=unit).order_by("-last_at", "-pk")
        if code := found.values_list("code", flat=True).first():
            return code
    return ""


def _late() -> str:
    found = Dossier.objects.exclude(reappointed_at=None).order_by("-last_at").values_list("code", flat=True)
    return found.first() or ""
